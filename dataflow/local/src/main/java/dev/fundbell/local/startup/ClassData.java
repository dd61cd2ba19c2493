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
import dev.fundbell.local.system.InstallationPaths;

/**
 * Class-data archives of all that runs as long as the system, with which a sink starts in
 * half of the time. A process without one lists its classes, and its archive is written
 * once the system is ready.
 *
 * @param sinks the extracted sinks, by their apps' names
 * @param servers the extracted servers
 */
record ClassData(Map<String, Path> sinks, List<Path> servers) {

	/** All that has been extracted. */
	static ClassData of(InstallationPaths paths, DefinitionScripts scripts) {
		Map<String, Path> sinks = scripts.apps()
			.stream()
			.filter((app) -> app.type().equals("sink") && app.extracted().isPresent())
			.collect(Collectors.toMap(App::name, (app) -> app.extracted().orElseThrow()));
		return new ClassData(sinks, List.of(InstallationPaths.extractedJar(paths.dataFlowServer()),
				InstallationPaths.extractedJar(paths.part("skipper-server"))));
	}

	/** Deployment properties of a stream, with the JVM options of the sinks' archives. */
	Map<String, String> addedTo(Map<String, String> deployment) {
		Map<String, String> properties = new HashMap<>(deployment);
		this.sinks.forEach((name, jar) -> options(jar).forEach((option) -> properties
			.merge("deployer." + name + ".local.java-opts", option, (present, more) -> present + " " + more)));
		return properties;
	}

	// Skipper divides the options at blanks and commas.
	private static List<String> options(Path jar) {
		List<String> options = ClassDataArchive.optionsOfServer(jar);
		return options.stream().noneMatch((option) -> option.matches(".*[\\s,].*")) ? options : List.of();
	}

	/**
	 * Writes the archives of those that have listed their classes, one after the other.
	 * @return what was done, for the progress of the start
	 */
	String write() throws IOException, InterruptedException {
		for (Path jar : this.sinks.values()) {
			ClassDataArchive.write(jar);
		}
		for (Path jar : this.servers) {
			ClassDataArchive.write(jar);
		}
		return "written";
	}

}
