package dev.fundbell.sms.gateway;

import java.util.Map;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON document whose strings may contain placeholders. It is parsed first and filled
 * afterwards, so that no text can break out of its string.
 */
final class JsonTemplate {

	private static final JsonMapper JSON = new JsonMapper();

	private final JsonNode document;

	JsonTemplate(String text) {
		try {
			this.document = JSON.readTree(text);
		}
		catch (JacksonException ex) {
			throw new IllegalArgumentException("The body is not JSON: " + ex.getOriginalMessage(), ex);
		}
		filled(this.document, Map.of());
	}

	String with(Map<String, String> values) {
		return JSON.writeValueAsString(filled(this.document, values));
	}

	private static JsonNode filled(JsonNode node, Map<String, String> values) {
		if (node.isString()) {
			return JsonNodeFactory.instance.stringNode(new Template(node.asString()).with(values));
		}
		if (node instanceof ObjectNode object) {
			ObjectNode copy = JsonNodeFactory.instance.objectNode();
			object.properties().forEach((property) -> copy.set(property.getKey(), filled(property.getValue(), values)));
			return copy;
		}
		if (node instanceof ArrayNode array) {
			ArrayNode copy = JsonNodeFactory.instance.arrayNode();
			array.forEach((element) -> copy.add(filled(element, values)));
			return copy;
		}
		return node;
	}

}
