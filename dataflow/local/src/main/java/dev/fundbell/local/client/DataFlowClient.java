package dev.fundbell.local.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.fundbell.local.client.HttpRequests.Answer;
import dev.fundbell.local.system.Program;
import dev.fundbell.servers.LocalServerException;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Client of Data Flow's REST API, as far as the local system needs it. Thread-safe.
 */
public final class DataFlowClient {

	private static final int NOT_FOUND = 404;

	private static final int UNAUTHORIZED = 401;

	private static final String SIGN_IN = "The server asks for a sign-in: "
			+ "put a user and its password into FUNDBELL_DATAFLOW_USERNAME and FUNDBELL_DATAFLOW_PASSWORD, "
			+ "or an OAuth2 access token into FUNDBELL_DATAFLOW_TOKEN";

	private final URI server;

	private final String authorization;

	/** Whether {@code up} has started the server. */
	private final boolean local;

	private final HttpRequests http = new HttpRequests();

	private final JsonMapper json = new JsonMapper();

	/** A client of the server that {@code up} has started. */
	public DataFlowClient(URI server) {
		this(server, "", true);
	}

	private DataFlowClient(URI server, String authorization, boolean local) {
		this.server = server;
		this.authorization = authorization;
		this.local = local;
	}

	/**
	 * A client of any server, which may require a sign-in.
	 * @param environment the environment variables, which may name an access token, or
	 * user and password
	 */
	public static DataFlowClient signedIn(URI server, Map<String, String> environment) {
		String token = environment.get("FUNDBELL_DATAFLOW_TOKEN");
		if (token != null) {
			return new DataFlowClient(server, "Bearer " + token, false);
		}
		String user = environment.get("FUNDBELL_DATAFLOW_USERNAME");
		if (user == null) {
			return new DataFlowClient(server, "", false);
		}
		String credentials = user + ":" + environment.getOrDefault("FUNDBELL_DATAFLOW_PASSWORD", "");
		return new DataFlowClient(server,
				"Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)), false);
	}

	/**
	 * The words of a command line that select this server.
	 * @return none for the one that {@code up} has started
	 */
	public List<String> options() {
		return this.local ? List.of() : List.of("--server=" + this.server);
	}

	/**
	 * Where a person finds the log of an execution.
	 * @param name the local log's name: the task's, or the execution's external id
	 * @return a command, or the address of a page
	 */
	public String logOf(long execution, String name) {
		return this.local ? Program.name() + " logs " + name
				: this.server.resolve("/dashboard/index.html#/tasks-jobs/task-executions/" + execution).toString();
	}

	/**
	 * Registers an app under the version in its file's name.
	 */
	public void registerApp(String type, String name, Map<String, String> parameters) {
		send("POST", "/apps/" + path(type) + "/" + path(name), parameters, "");
	}

	/**
	 * The default version of an app, or empty if no app of this name is registered.
	 */
	public Optional<JsonNode> app(String type, String name) {
		return find("/apps/" + path(type) + "/" + path(name));
	}

	public void unregisterApp(String type, String name, String version) {
		send("DELETE", "/apps/" + path(type) + "/" + path(name) + "/" + path(version), Map.of(), "");
	}

	/**
	 * The definition of a stream or task, or empty if there is none.
	 * @param kind {@code streams} or {@code tasks}
	 */
	public Optional<JsonNode> definition(String kind, String name) {
		return find("/" + kind + "/definitions/" + path(name));
	}

	/**
	 * The definitions, by name, of the streams that contain an app.
	 */
	public Map<String, String> streamsWith(String app) {
		Map<String, String> streams = new LinkedHashMap<>();
		Pattern word = Pattern.compile("(^|[^\\w-])" + Pattern.quote(app) + "($|[^\\w-])");
		// A server with streams switched off knows no such path.
		JsonNode page = find("/streams/definitions?size=1000").orElseGet(this.json::createObjectNode);
		for (JsonNode stream : page.path("_embedded").path("streamDefinitionResourceList")) {
			String definition = stream.path("dslText").asString("");
			if (word.matcher(definition).find()) {
				streams.put(stream.path("name").asString(), definition);
			}
		}
		return streams;
	}

	/**
	 * Tells whether the server has streams, which are switched off where it runs without
	 * Skipper.
	 */
	public boolean hasStreams() {
		return send("GET", "/about", Map.of(), "").path("featureInfo").path("streamsEnabled").asBoolean(true);
	}

	public void createDefinition(String kind, String name, String definition) {
		send("POST", "/" + kind + "/definitions", Map.of("name", name, "definition", definition), "");
	}

	public void deleteDefinition(String kind, String name) {
		send("DELETE", "/" + kind + "/definitions/" + path(name), Map.of(), "");
	}

	public void deploy(String stream, Map<String, String> properties) {
		send("POST", "/streams/deployments/" + path(stream), Map.of(), this.json.writeValueAsString(properties));
	}

	public void undeploy(String stream) {
		send("DELETE", "/streams/deployments/" + path(stream), Map.of(), "");
	}

	/**
	 * Undeploys all streams. Their definitions stay.
	 */
	public void undeployAll() {
		send("DELETE", "/streams/deployments", Map.of(), "");
	}

	/**
	 * The status of a stream, such as {@code deployed} or {@code failed}.
	 */
	public String streamStatus(String stream) {
		return definition("streams", stream).map((node) -> node.path("status").asString("")).orElse("unknown");
	}

	/**
	 * The states of a stream's apps, such as {@code deployed}, {@code failed} or
	 * {@code unknown}. A stream that is not deployed has none. The status of a stream
	 * whose apps died with Skipper is {@code undeployed}, but its apps still have states.
	 */
	public List<String> appStates(String stream) {
		List<String> states = new ArrayList<>();
		JsonNode page = find("/runtime/streams/" + path(stream)).orElseGet(this.json::createObjectNode);
		page.path("_embedded")
			.path("streamStatusResourceList")
			.forEach((status) -> status.path("applications")
				.path("_embedded")
				.path("appStatusResourceList")
				.forEach((app) -> states.add(app.path("state").asString(""))));
		return states;
	}

	/**
	 * Launches a task.
	 * @param arguments the task's command line arguments, quoted as for a shell
	 * @return the execution's id
	 */
	public long launch(String task, String arguments) {
		return send("POST", "/tasks/executions", Map.of("name", task, "arguments", arguments), "").asLong();
	}

	public TaskExecution taskExecution(long id) {
		return TaskExecution.of(send("GET", "/tasks/executions/" + id, Map.of(), ""));
	}

	Optional<JsonNode> find(String path) {
		Answer response = exchange("GET", path, Map.of(), "");
		return (response.status() == NOT_FOUND) ? Optional.empty() : Optional.of(body("GET", path, response));
	}

	JsonNode send(String method, String path, Map<String, String> parameters, String body) {
		return body(method, path, exchange(method, path, parameters, body));
	}

	private JsonNode body(String method, String path, Answer response) {
		JsonNode body = response.body().isBlank() ? this.json.createObjectNode() : this.json.readTree(response.body());
		if (response.status() >= 300) {
			throw new RefusedException(method + " " + path, response.status(),
					(response.status() == UNAUTHORIZED) ? SIGN_IN : reason(body));
		}
		return body;
	}

	private static String reason(JsonNode body) {
		JsonNode error = body.path("_embedded").path("errors").path(0);
		return error.path("message").asString(body.path(0).path("message").asString(body.toString()));
	}

	private Answer exchange(String method, String path, Map<String, String> parameters, String body) {
		ClassicRequestBuilder request = ClassicRequestBuilder.create(method)
			.setUri(this.server.resolve(path + query(parameters)));
		if (!this.authorization.isEmpty()) {
			request.addHeader(HttpHeaders.AUTHORIZATION, this.authorization);
		}
		if (!body.isEmpty()) {
			request.setEntity(body, ContentType.APPLICATION_JSON);
		}
		try {
			return this.http.send(request.build());
		}
		catch (ConnectException ex) {
			throw new LocalServerException("Data Flow does not answer at %s: %s".formatted(this.server,
					this.local ? "start it with " + Program.name() + " up" : ex.getMessage()), ex);
		}
		catch (IOException ex) {
			throw new LocalServerException(
					"The connection to Data Flow broke during %s %s: %s".formatted(method, path, ex), ex);
		}
	}

	private static String query(Map<String, String> parameters) {
		return parameters.isEmpty() ? ""
				: parameters.entrySet()
					.stream()
					.map((entry) -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
					.collect(Collectors.joining("&", "?", ""));
	}

	static String path(String segment) {
		return encoded(segment).replace("+", "%20");
	}

	private static String encoded(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

}
