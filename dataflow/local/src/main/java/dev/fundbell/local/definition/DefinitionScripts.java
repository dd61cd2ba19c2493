package dev.fundbell.local.definition;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.fundbell.servers.LocalServerException;

/**
 * Scripts of Data Flow shell commands: the one list of the apps, tasks, schedules and
 * streams that belong to Fundbell.
 *
 * @param directory the folder of the scripts
 * @param values the values of the scripts' placeholders
 */
public record DefinitionScripts(Path directory, Map<String, String> values) {

	/** The script that registers the apps. */
	public static final String APPS = "apps.shell";

	/** The script that defines the tasks. */
	public static final String TASKS = "tasks.shell";

	/** The script that creates the schedules. */
	public static final String SCHEDULES = "schedules.shell";

	/** The script that creates and deploys the streams. */
	public static final String STREAMS = "streams.shell";

	/** All scripts, in the order in which they are applied. */
	public static final List<String> ALL = List.of(APPS, TASKS, SCHEDULES, STREAMS);

	public DefinitionScripts {
		values = Map.copyOf(values);
	}

	/**
	 * Values of the placeholders in the apps' URIs, for the apps that were built in a
	 * project.
	 * @param home the project's root
	 */
	public static Map<String, String> builtApps(Path home) {
		return Map.of("APPS", home.toUri().toString().replaceFirst("/$", ""), "APP_SUFFIX", "");
	}

	public List<App> apps() {
		return commands(APPS, "app register").map((line) -> App.of(line, this.values)).toList();
	}

	/**
	 * The names of the tasks.
	 */
	public List<String> tasks() {
		return commands(TASKS, "task create").map((line) -> line.option("name")).toList();
	}

	/**
	 * The arguments with which each task's schedule launches it, by the task's name; none
	 * for a task without a schedule.
	 */
	public Map<String, String> taskArguments() {
		Map<String, String> arguments = new LinkedHashMap<>();
		tasks().forEach((task) -> arguments.put(task, ""));
		commands(SCHEDULES, "task schedule create").forEach((line) -> arguments.replace(line.option("definitionName"),
				line.options().getOrDefault("arguments", "")));
		return arguments;
	}

	public List<StreamDefinition> streams() {
		return commands(STREAMS, "stream create")
			.map((line) -> new StreamDefinition(line.option("name"), line.option("definition")))
			.toList();
	}

	/**
	 * The stream that ends in a sink.
	 * @throws LocalServerException if no stream does
	 */
	public StreamDefinition streamTo(String sink) {
		return streams().stream()
			.filter((stream) -> stream.sink().equals(sink))
			.findFirst()
			.orElseThrow(() -> new LocalServerException(
					"%s has no stream that ends in %s".formatted(this.directory.resolve(STREAMS), sink)));
	}

	Stream<ScriptLine> deployments() {
		return commands(STREAMS, "stream deploy");
	}

	private Stream<ScriptLine> commands(String script, String verb) {
		return read(script).stream().filter((line) -> line.verb().equals(verb));
	}

	List<ScriptLine> read(String script) {
		return ShellScript.read(this.directory.resolve(script), this.values);
	}

}
