package dev.fundbell.local.definition;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

import dev.fundbell.local.client.DataFlowClient;
import dev.fundbell.local.client.ScheduleClient;
import dev.fundbell.local.client.ScheduleView;
import dev.fundbell.servers.LocalServerException;
import tools.jackson.databind.JsonNode;

/**
 * Idempotent application of the definition scripts to a Data Flow server. A definition
 * that exists and is the same stays as it is. The scripts are applied through the REST
 * API, which reports failures; the Data Flow shell exits with 0 whatever happens.
 */
public final class Definitions {

	private static final String TASKS = "tasks";

	/** The states of an app of which at least one instance has died. */
	private static final Set<String> DEAD = Set.of("failed", "error", "unknown", "partial");

	private final DataFlowClient client;

	private final ScheduleClient schedules;

	private final List<String> skippedSchedules = new ArrayList<>();

	private final DefinitionScripts scripts;

	private final UnaryOperator<Map<String, String>> deployment;

	public Definitions(DataFlowClient client, DefinitionScripts scripts) {
		this(client, scripts, UnaryOperator.identity());
	}

	/**
	 * @param deployment makes the deployment properties of a stream from those of its
	 * file
	 */
	public Definitions(DataFlowClient client, DefinitionScripts scripts,
			UnaryOperator<Map<String, String>> deployment) {
		this.client = client;
		this.schedules = new ScheduleClient(client);
		this.scripts = scripts;
		this.deployment = deployment;
	}

	/**
	 * Applies a script.
	 * @param script the script's name, such as {@code apps.shell}
	 * @return the number of its commands
	 */
	public int apply(String script) {
		List<ScriptLine> commands = this.scripts.read(script);
		commands.forEach(this::apply);
		return commands.size();
	}

	/**
	 * The schedules that were not created, because their task is not defined on the
	 * server.
	 */
	public List<String> skippedSchedules() {
		return List.copyOf(this.skippedSchedules);
	}

	/**
	 * The streams that should be deployed and whose apps have died. A stream that was
	 * undeployed is not among them.
	 */
	List<String> deadStreams() {
		return this.scripts.deployments()
			.map(Definitions::stream)
			.filter((stream) -> this.client.appStates(stream).stream().anyMatch(DEAD::contains))
			.toList();
	}

	void deployAgain(String stream) {
		this.scripts.deployments().filter((command) -> stream(command).equals(stream)).forEach((command) -> {
			this.client.undeploy(stream);
			start(command);
		});
	}

	private static String stream(ScriptLine deployment) {
		return deployment.option("name");
	}

	private void apply(ScriptLine command) {
		switch (command.verb()) {
			case "app register" -> register(command);
			case "task create" -> define(TASKS, command);
			case "stream create" -> define("streams", command);
			case "stream deploy" -> deploy(command);
			case "task schedule create" -> schedule(command);
			default -> throw new LocalServerException(
					"%s: `%s` is not among the commands that can be applied here: app register, task create, task schedule create, stream create, stream deploy"
						.formatted(command.source(), command.verb()));
		}
	}

	private void register(ScriptLine command) {
		App app = App.of(command, this.scripts.values()).asRun();
		Map<String, String> parameters = Map.of("uri", app.uri(), "force",
				command.options().getOrDefault("force", "false"));
		JsonNode existing = this.client.app(app.type(), app.name()).orElse(null);
		if (existing == null || existing.path("uri").asString("").equals(app.uri())) {
			this.client.registerApp(app.type(), app.name(), parameters);
			return;
		}
		// The app has moved, for example with the project. Data Flow unregisters the old
		// place only while no stream contains the app, be it deployed or not.
		Map<String, String> streams = this.client.streamsWith(app.name());
		streams.keySet().forEach((stream) -> this.client.deleteDefinition("streams", stream));
		this.client.unregisterApp(app.type(), app.name(), existing.path("version").asString(""));
		this.client.registerApp(app.type(), app.name(), parameters);
		streams.forEach((stream, definition) -> this.client.createDefinition("streams", stream, definition));
	}

	private void define(String kind, ScriptLine command) {
		String name = command.option("name");
		String wanted = command.option("definition");
		String existing = this.client.definition(kind, name).map(Definitions::text).orElse("");
		if (existing.equals(wanted)) {
			return;
		}
		// Data Flow deletes the schedules of a task with its definition.
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

	// Created once: a schedule that an operator has changed, paused or deleted stays so.
	private void schedule(ScriptLine command) {
		String name = command.option("name");
		String task = command.option("definitionName");
		if (this.client.definition(TASKS, task).isEmpty()) {
			this.skippedSchedules.add(name);
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
		String stream = stream(command);
		String status = this.client.streamStatus(stream);
		if (status.startsWith("deploy")) {
			return;
		}
		if (!status.equals("undeployed") || !this.client.appStates(stream).isEmpty()) {
			this.client.undeploy(stream);
		}
		start(command);
	}

	private void start(ScriptLine deployment) {
		Path file = Path.of(deployment.option("propertiesFile"));
		this.client.deploy(stream(deployment),
				this.deployment.apply(ShellScript.readProperties(file, this.scripts.values())));
	}

}
