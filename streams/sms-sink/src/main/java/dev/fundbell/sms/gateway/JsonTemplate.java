package dev.fundbell.sms.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.fundbell.sms.gateway.Template.Piece;
import tools.jackson.core.JacksonException;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON document whose strings may contain placeholders. It is parsed before it is filled,
 * and the values are quoted, so that no text can break out of its string.
 */
final class JsonTemplate {

	private static final JsonMapper JSON = new JsonMapper();

	private final Template document;

	JsonTemplate(String text) {
		try {
			List<Piece> pieces = new ArrayList<>();
			add(JSON.readTree(text), pieces);
			this.document = new Template(pieces);
		}
		catch (JacksonException ex) {
			throw new IllegalArgumentException("The body is not JSON: " + ex.getOriginalMessage(), ex);
		}
	}

	String with(Map<String, String> values) {
		return this.document.with(values, JsonTemplate::quoted);
	}

	private static void add(JsonNode node, List<Piece> pieces) {
		if (node.isString()) {
			addString(node.asString(), pieces);
		}
		else if (node instanceof ObjectNode object) {
			addObject(object, pieces);
		}
		else if (node instanceof ArrayNode array) {
			addArray(array, pieces);
		}
		else {
			pieces.add(Piece.text(JSON.writeValueAsString(node)));
		}
	}

	private static void addString(String text, List<Piece> pieces) {
		pieces.add(Piece.text("\""));
		new Template(text).pieces()
			.forEach((each) -> pieces.add(each.placeholder() ? each : Piece.text(quoted(each.text()))));
		pieces.add(Piece.text("\""));
	}

	private static void addObject(ObjectNode object, List<Piece> pieces) {
		String before = "{";
		for (Map.Entry<String, JsonNode> property : object.properties()) {
			pieces.add(Piece.text(before + "\"" + quoted(property.getKey()) + "\":"));
			add(property.getValue(), pieces);
			before = ",";
		}
		pieces.add(Piece.text(object.isEmpty() ? "{}" : "}"));
	}

	private static void addArray(ArrayNode array, List<Piece> pieces) {
		String before = "[";
		for (JsonNode element : array) {
			pieces.add(Piece.text(before));
			add(element, pieces);
			before = ",";
		}
		pieces.add(Piece.text(array.isEmpty() ? "[]" : "]"));
	}

	/** As it stands between the quotation marks of a JSON string. */
	private static String quoted(String text) {
		StringBuilder quoted = new StringBuilder(text.length() + 16);
		JsonStringEncoder.getInstance().quoteAsString(text, quoted);
		return quoted.toString();
	}

}
