package dev.fundbell.local.startup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import dev.fundbell.app.ClassDataArchive;
import dev.fundbell.local.definition.App;
import dev.fundbell.local.definition.DefinitionScripts;

/**
 * Class-data archives of the sinks, with which they start in half of the time. A sink
 * that has none lists its classes, and its archive is written while the system runs.
 *
 * @param jars the extracted sinks, by their apps' names
 */
record SinkClassData(Map<String, Path> jars) {

	/** The sinks that have been extracted. */
	static SinkClassData of(DefinitionScripts scripts) {
		return new SinkClassData(scripts.apps()
			.stream()
			.filter((app) -> app.type().equals("sink") && app.extracted().isPresent())
			.collect(Collectors.toMap(App::name, (app) -> app.extracted().orElseThrow())));
	}

	/** Deployment properties of a stream, with the JVM options of the sinks' archives. */
	Map<String, String> addedTo(Map<String, String> deployment) {
		Map<String, String> properties = new HashMap<>(deployment);
		this.jars.forEach((name, jar) -> options(jar).forEach((option) -> properties
			.merge("deployer." + name + ".local.java-opts", option, (present, more) -> present + " " + more)));
		return properties;
	}

	// Skipper divides the options at blanks and commas.
	private static List<String> options(Path jar) {
		List<String> options = ClassDataArchive.optionsOfServer(jar);
		return options.stream().noneMatch((option) -> option.matches(".*[\\s,].*")) ? options : List.of();
	}

	/**
	 * Writes the archives of the sinks that have listed their classes.
	 * @return what was done, for the progress of the start
	 */
	String write() throws IOException, InterruptedException {
		for (Path jar : this.jars.values()) {
			ClassDataArchive.write(jar);
		}
		return "written";
	}

}
