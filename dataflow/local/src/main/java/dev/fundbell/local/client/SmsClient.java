package dev.fundbell.local.client;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import dev.fundbell.local.client.HttpRequests.Answer;
import dev.fundbell.local.system.Program;
import dev.fundbell.servers.LocalServerException;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Client of the sms-sink's management endpoint {@code sms}.
 */
public final class SmsClient {

	private static final int BAD_REQUEST = 400;

	private static final int NOT_FOUND = 404;

	private final URI endpoint;

	private final HttpRequests http = new HttpRequests();

	private final JsonMapper json = new JsonMapper();

	public SmsClient(URI sink) {
		this.endpoint = URI.create(sink.toString().replaceAll("/+$", "") + "/actuator/sms");
	}

	/**
	 * A page of the messages that could not be sent.
	 * @return {@code items} and, if there may be more, {@code next}
	 */
	public JsonNode failed(long after, int limit) {
		return send(get("?after=" + after + "&limit=" + limit));
	}

	/**
	 * A page of the messages in a state.
	 * @return {@code items} and, if there may be more, {@code next}
	 */
	public JsonNode list(String state, long after, int limit) {
		return send(get("?state=" + state + "&after=" + after + "&limit=" + limit));
	}

	/**
	 * The gateways of the sink.
	 * @return {@code gateways}
	 */
	public JsonNode gateways() {
		return send(get("/gateways"));
	}

	/**
	 * Uses a stopped gateway again.
	 * @param gateway its name
	 * @return {@code gateways}
	 */
	public JsonNode resume(String gateway) {
		return send(post("/gateways", Map.of("name", gateway)));
	}

	/**
	 * Sends the messages with these ids again.
	 * @param evenUnknown also those that are {@code UNKNOWN}
	 * @return the number of messages that are sent again
	 */
	public int redrive(List<Long> ids, boolean evenUnknown) {
		String list = ids.stream().map(String::valueOf).collect(Collectors.joining(","));
		return redrive(Map.of("ids", list, "evenUnknown", Boolean.toString(evenUnknown)));
	}

	/**
	 * Sends all {@code FAILED} messages again.
	 * @return the number of messages that are sent again
	 */
	public int redriveAll() {
		return redrive(Map.of("all", "true"));
	}

	private int redrive(Map<String, String> selection) {
		return send(post("", selection)).path("redriven").asInt();
	}

	private ClassicRequestBuilder get(String path) {
		return ClassicRequestBuilder.get(this.endpoint + path);
	}

	private ClassicRequestBuilder post(String path, Map<String, String> values) {
		return ClassicRequestBuilder.post(this.endpoint + path)
			.setEntity(this.json.writeValueAsString(values), ContentType.APPLICATION_JSON);
	}

	private JsonNode send(ClassicRequestBuilder request) {
		Answer response = exchange(request);
		if (response.status() == NOT_FOUND) {
			throw new LocalServerException(
					"The sms-sink at %s does not expose its endpoint sms: add it to management.endpoints.web.exposure.include"
						.formatted(this.endpoint));
		}
		if (response.status() == BAD_REQUEST) {
			throw new LocalServerException(
					"The sms-sink at %s refuses: there is no such state or gateway".formatted(this.endpoint));
		}
		if (response.status() != 200) {
			throw new LocalServerException("The sms-sink at %s answers with %d: see %s logs sms-sink"
				.formatted(this.endpoint, response.status(), Program.name()));
		}
		try {
			return this.json.readTree(response.body());
		}
		catch (JacksonException ex) {
			throw new LocalServerException("The server at %s is no sms-sink".formatted(this.endpoint), ex);
		}
	}

	private Answer exchange(ClassicRequestBuilder request) {
		try {
			return this.http.send(request.build());
		}
		catch (IOException ex) {
			throw new LocalServerException(
					"The sms-sink does not answer at %s: see %s status".formatted(this.endpoint, Program.name()), ex);
		}
	}

}
