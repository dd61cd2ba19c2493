package dev.fundbell.local.dataflow;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

import dev.fundbell.servers.LocalServerException;
import tools.jackson.databind.JsonNode;

/**
 * Carries the scripts in {@code dataflow/definitions} out through the REST API, which
 * tells what failed; the shell's exit code does not. What exists and is the same stays,
 * so carrying them out again changes nothing.
 */
public final class Definitions {

	private static final String TASKS = "tasks";

	private final DataFlowClient client;

	private final ScheduleClient schedules;

	private final List<String> leftOut = new ArrayList<>();

	private final Path directory;

	private final Map<String, String> values;

	/**
	 * @param directory holds the scripts
	 * @param values for the scripts' placeholders
	 */
	public Definitions(DataFlowClient client, Path directory, Map<String, String> values) {
		this.client = client;
		this.schedules = new ScheduleClient(client);
		this.directory = directory;
		this.values = Map.copyOf(values);
	}

	/**
	 * @param script such as {@code apps.shell}
	 * @return how many commands there were
	 */
	public int replay(String script) {
		List<ScriptLine> commands = ShellScript.read(this.directory.resolve(script), this.values);
		commands.forEach(this::replay);
		return commands.size();
	}

	/**
	 * The schedules that were left out, because their task is not defined on the server.
	 */
	public List<String> leftOut() {
		return List.copyOf(this.leftOut);
	}

	private void replay(ScriptLine command) {
		switch (command.verb()) {
			case "app register" -> register(command);
			case "task create" -> define(TASKS, command);
			case "stream create" -> define("streams", command);
			case "stream deploy" -> deploy(command);
			case "task schedule create" -> schedule(command);
			default -> throw new LocalServerException(
					"%s: `%s` is not among the commands that can be carried out here: app register, task create, task schedule create, stream create, stream deploy"
						.formatted(command.source(), command.verb()));
		}
	}

	private void register(ScriptLine command) {
		String type = command.option("type");
		String name = command.option("name");
		String uri = command.option("uri");
		Map<String, String> parameters = Map.of("uri", uri, "force", command.options().getOrDefault("force", "false"));
		JsonNode existing = this.client.app(type, name).orElse(null);
		if (existing == null || existing.path("uri").asString("").equals(uri)) {
			this.client.registerApp(type, name, parameters);
			return;
		}
		// It has moved, with the project. Data Flow forgets the old place only while no
		// stream uses the app, and takes a stream that was undeployed for one that does.
		Map<String, String> streams = this.client.streamsWith(name);
		streams.keySet().forEach((stream) -> this.client.deleteDefinition("streams", stream));
		this.client.unregisterApp(type, name, existing.path("version").asString(""));
		this.client.registerApp(type, name, parameters);
		streams.forEach((stream, definition) -> this.client.createDefinition("streams", stream, definition));
	}

	private void define(String kind, ScriptLine command) {
		String name = command.option("name");
		String wanted = command.option("definition");
		String existing = this.client.definition(kind, name).map(Definitions::text).orElse("");
		if (existing.equals(wanted)) {
			return;
		}
		// A task takes its schedules with it.
		List<ScheduleView> kept = kind.equals(TASKS) ? this.schedules.ofTask(name) : List.of();
		if (!existing.isEmpty()) {
			this.client.deleteDefinition(kind, name);
		}
		this.client.createDefinition(kind, name, wanted);
		kept.forEach(this.schedules::restore);
	}

	private static String text(JsonNode definition) {
		return definition.path("dslText").asString("");
	}

	// Only what was never there: the schedule that an operator has changed, paused or
	// deleted stays so.
	private void schedule(ScriptLine command) {
		String name = command.option("name");
		String task = command.option("definitionName");
		if (this.client.definition(TASKS, task).isEmpty()) {
			this.leftOut.add(name);
		}
		else if (this.schedules.find(name).isEmpty() && !this.schedules.wasCreated(name)) {
			Map<String, String> properties = new LinkedHashMap<>();
			properties.put("scheduler.cron.expression", command.option("expression"));
			properties.putAll(pairs(command.options().getOrDefault("properties", "")));
			this.schedules.create(name, task, properties, command.options().getOrDefault("arguments", ""));
		}
	}

	private static Map<String, String> pairs(String text) {
		Map<String, String> pairs = new LinkedHashMap<>();
		Arrays.stream(text.split(","))
			.map((pair) -> pair.split("=", 2))
			.filter((pair) -> pair.length == 2)
			.forEach((pair) -> pairs.put(pair[0].strip(), pair[1].strip()));
		return pairs;
	}

	private void deploy(ScriptLine command) {
		String stream = command.option("name");
		String status = this.client.streamStatus(stream);
		if (status.startsWith("deploy")) {
			return;
		}
		if (!status.equals("undeployed")) {
			this.client.undeploy(stream);
		}
		this.client.deploy(stream, properties(command.option("propertiesFile")));
	}

	private Map<String, String> properties(String file) {
		Properties properties = new Properties();
		try {
			properties.load(new StringReader(ShellScript.resolved(Path.of(file), this.values)));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		Map<String, String> map = new HashMap<>();
		properties.forEach((key, value) -> map.put((String) key, (String) value));
		return map;
	}

}
