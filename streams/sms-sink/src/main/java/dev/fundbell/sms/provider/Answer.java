package dev.fundbell.sms.provider;

import java.net.http.HttpResponse;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * A gateway's answer.
 *
 * @param status the HTTP status
 * @param body its JSON, missing if it is none
 */
record Answer(int status, JsonNode body) {

	private static final JsonMapper JSON = new JsonMapper();

	static Answer of(HttpResponse<String> response) {
		return new Answer(response.statusCode(), json(response.body()));
	}

	private static JsonNode json(String body) {
		try {
			return body.isBlank() ? MissingNode.getInstance() : JSON.readTree(body);
		}
		catch (JacksonException ex) {
			return MissingNode.getInstance();
		}
	}

	boolean isSuccess() {
		return this.status / 100 == 2;
	}

	/** The value at a place, or nothing. */
	@Nullable String at(JsonPointer place) {
		return text(this.body.at(place));
	}

	@Nullable String property(String name) {
		return text(this.body.path(name));
	}

	private static @Nullable String text(JsonNode value) {
		return value.isValueNode() && !value.isNull() && !value.isMissingNode() ? value.asString() : null;
	}

}
