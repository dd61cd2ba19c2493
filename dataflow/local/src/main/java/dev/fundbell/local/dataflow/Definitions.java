package dev.fundbell.local.dataflow;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

import dev.fundbell.local.services.LocalServiceException;
import tools.jackson.databind.JsonNode;

/**
 * Carries the scripts in {@code dataflow/definitions} out through the REST API, which
 * tells what failed; the shell's exit code does not. What exists and is the same stays,
 * so carrying them out again changes nothing.
 */
public final class Definitions {

	private final DataFlowClient client;

	private final Path directory;

	private final Map<String, String> values;

	/**
	 * @param directory holds the scripts
	 * @param values for the scripts' placeholders
	 */
	public Definitions(DataFlowClient client, Path directory, Map<String, String> values) {
		this.client = client;
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

	private void replay(ScriptLine command) {
		switch (command.verb()) {
			case "app register" -> register(command);
			case "task create" -> define("tasks", command);
			case "stream create" -> define("streams", command);
			case "stream deploy" -> deploy(command);
			default -> throw new LocalServiceException(
					"%s: `%s` is not among the commands that can be carried out here: app register, task create, stream create, stream deploy"
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
		if (!existing.isEmpty()) {
			this.client.deleteDefinition(kind, name);
		}
		this.client.createDefinition(kind, name, wanted);
	}

	private static String text(JsonNode definition) {
		return definition.path("dslText").asString("");
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
