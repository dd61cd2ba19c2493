package dev.fundbell.test;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Metadata of an app's options: what Boot's annotation processor wrote of its
 * {@code @ConfigurationProperties}, and which of them Data Flow shows.
 */
public final class OptionMetadata {

	private final Class<?> app;

	private final JsonNode described;

	private OptionMetadata(Class<?> app) throws IOException {
		this.app = app;
		try (InputStream file = resource("spring-configuration-metadata.json")) {
			this.described = new JsonMapper().readTree(file);
		}
	}

	/**
	 * The metadata of an app.
	 * @param app any class of the app
	 * @return its metadata
	 * @throws IOException if there is none
	 */
	public static OptionMetadata of(Class<?> app) throws IOException {
		return new OptionMetadata(app);
	}

	/** Each option's name and default, former names aside; checks the descriptions. */
	public Map<String, String> defaults() {
		Map<String, String> defaults = new TreeMap<>();
		options(false).forEach((option) -> {
			assertThat(option.path("description").asString()).as(option.toString()).endsWith(".");
			defaults.put(option.path("name").asString(), option.path("defaultValue").asString());
		});
		return defaults;
	}

	/** The former names of options, each with the name that replaces it. */
	public Map<String, String> replacements() {
		Map<String, String> replacements = new TreeMap<>();
		options(true).forEach((option) -> replacements.put(option.path("name").asString(),
				option.at("/deprecation/replacement").asString()));
		return replacements;
	}

	private Stream<JsonNode> options(boolean deprecated) {
		return this.described.path("properties")
			.valueStream()
			.filter((option) -> isOurs(option) && option.has("deprecation") == deprecated);
	}

	/** The classes that have the options. */
	public List<String> types() {
		return this.described.path("groups")
			.valueStream()
			.filter(OptionMetadata::isOurs)
			.map((group) -> group.path("type").asString())
			.toList();
	}

	/**
	 * The classes whose options Data Flow shows.
	 * @throws IOException if the app does not say so
	 */
	public List<String> shownByDataFlow() throws IOException {
		Properties shown = new Properties();
		try (InputStream file = resource("dataflow-configuration-metadata.properties")) {
			shown.load(file);
		}
		return List.of(shown.getProperty("configuration-properties.classes").split(","));
	}

	/** Actuator adds those of the app's endpoints. */
	private static boolean isOurs(JsonNode described) {
		return described.path("name").asString().startsWith("fundbell.");
	}

	private InputStream resource(String name) throws IOException {
		InputStream file = this.app.getModule().getResourceAsStream("META-INF/" + name);
		if (file == null) {
			throw new IOException("No META-INF/" + name);
		}
		return file;
	}

}
