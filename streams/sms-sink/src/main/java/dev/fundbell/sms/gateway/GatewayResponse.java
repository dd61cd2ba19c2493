package dev.fundbell.sms.gateway;

import java.time.Duration;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * A gateway's HTTP response, read as JSON.
 *
 * @param status the HTTP status
 * @param body the JSON; a missing node if the body is not JSON
 * @param retryAfter how long the gateway wants to be left alone, if it says so in seconds
 */
record GatewayResponse(int status, JsonNode body, @Nullable Duration retryAfter) {

	private static final JsonMapper JSON = new JsonMapper();

	private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

	/**
	 * A response.
	 * @param body its text, which need not be JSON
	 * @param retryAfter the value of the header Retry-After, if there is one
	 */
	static GatewayResponse of(int status, String body, @Nullable String retryAfter) {
		boolean seconds = retryAfter != null && SECONDS.matcher(retryAfter).matches();
		return new GatewayResponse(status, json(body), seconds ? Duration.ofSeconds(Long.parseLong(retryAfter)) : null);
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

	/** The text of the value that a pointer leads to, or null if there is none. */
	@Nullable String at(JsonPointer pointer) {
		return text(this.body.at(pointer));
	}

	@Nullable String property(String name) {
		return text(this.body.path(name));
	}

	private static @Nullable String text(JsonNode value) {
		return value.isValueNode() && !value.isNull() && !value.isMissingNode() ? value.asString() : null;
	}

}
