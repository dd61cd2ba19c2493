package dev.fundbell.sms.gateway;

import java.util.Map;

import tools.jackson.core.JacksonException;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON document whose strings may contain placeholders. It is parsed and written once,
 * and the values are quoted, so that no text can break out of its string.
 */
final class JsonTemplate {

	private static final JsonMapper JSON = new JsonMapper();

	private final Template document;

	JsonTemplate(String text) {
		try {
			this.document = new Template(JSON.writeValueAsString(JSON.readTree(text)));
		}
		catch (JacksonException ex) {
			throw new IllegalArgumentException("The body is not JSON: " + ex.getOriginalMessage(), ex);
		}
	}

	String with(Map<String, String> values) {
		return this.document.with(values, JsonTemplate::quoted);
	}

	/** As it stands between the quotation marks of a JSON string. */
	private static String quoted(String text) {
		StringBuilder quoted = new StringBuilder(text.length() + 16);
		JsonStringEncoder.getInstance().quoteAsString(text, quoted);
		return quoted.toString();
	}

}
