package dev.fundbell.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

/** Reader of YAML with several documents. */
final class Yaml {

	private static final ObjectMapper MAPPER = new ObjectMapper(new YAMLFactory());

	private Yaml() {
	}

	static List<ObjectNode> read(Path file) throws IOException {
		return MAPPER.readerFor(ObjectNode.class).<ObjectNode>readValues(Files.readString(file)).readAll();
	}

	/** Reads one document, which may be an array. */
	static JsonNode readOne(String text) {
		try {
			return MAPPER.readTree(text);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static List<JsonNode> parse(String text) {
		try {
			return MAPPER.readerFor(JsonNode.class).<JsonNode>readValues(text).readAll();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static ObjectNode object() {
		return MAPPER.createObjectNode();
	}

}
