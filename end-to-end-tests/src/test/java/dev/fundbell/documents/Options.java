package dev.fundbell.documents;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * All options of the modules, as the configuration metadata of their builds describe
 * them.
 */
final class Options {

	private static final JsonMapper JSON = new JsonMapper();

	private static final Pattern MAP = Pattern.compile("java\\.util\\.Map<java\\.lang\\.String,(dev\\.fundbell.*)>");

	/** The folders of modules whose users set options, in the document's order. */
	private static final List<String> GROUPS = List.of("common", "tasks", "streams", "dataflow");

	private static final String TEST_APP = "server-test-task";

	private final Map<String, List<Option>> byModule;

	private final Set<String> allNames;

	private Options(Map<String, List<Option>> byModule, Set<String> allNames) {
		this.byModule = byModule;
		this.allNames = allNames;
	}

	static Options read() {
		Map<String, List<Option>> byModule = new TreeMap<>(
				(one, other) -> (order(one) != order(other)) ? order(one) - order(other) : one.compareTo(other));
		Set<String> names = new HashSet<>();
		for (Path pom : Project.files("/pom.xml")) {
			Path metadata = pom.resolveSibling("target/classes/META-INF/spring-configuration-metadata.json");
			if (Files.exists(metadata) && !metadata.toString().contains(TEST_APP)) {
				List<Option> options = new ArrayList<>();
				JSON.readTree(Project.read(metadata)).path("properties").valueStream().forEach((property) -> {
					names.add(property.path("name").asString());
					options.addAll(options(property));
				});
				if (!options.isEmpty()) {
					byModule.put(Project.ROOT.relativize(pom.getParent()).toString().replace('\\', '/'), options);
				}
			}
		}
		assertThat(byModule).as("metadata of the modules' builds: ./mvnw compile makes them")
			.containsKeys("common/notification-batch", "streams/sse-sink", "streams/sms-sink", "dataflow/server");
		return new Options(byModule, names);
	}

	private static int order(String module) {
		return GROUPS.indexOf(module.substring(0, Math.max(0, module.indexOf('/'))));
	}

	private static List<Option> options(JsonNode property) {
		String name = property.path("name").asString();
		Matcher map = MAP.matcher(property.path("type").asString());
		if (!isOurs(property)) {
			return List.of();
		}
		if (map.matches()) {
			return MapOptions.of(name + ".NAME", map.group(1));
		}
		return List.of(Option.of(name, property.path("type").asString(), defaultOf(property.path("defaultValue")),
				property.path("description").asString()));
	}

	/** Not Spring's, under a prefix of ours, nor a former name. */
	private static boolean isOurs(JsonNode property) {
		String source = property.path("sourceType").asString("dev.fundbell");
		return source.startsWith("dev.fundbell") && !property.path("name").asString().startsWith("management.")
				&& !property.has("deprecation");
	}

	private static String defaultOf(JsonNode value) {
		return value.isArray() ? String.join(", ", value.valueStream().map(JsonNode::asString).toList())
				: value.asString("");
	}

	Map<String, List<Option>> byModule() {
		return this.byModule;
	}

	Stream<Option> all() {
		return this.byModule.values().stream().flatMap(List::stream);
	}

	/** Whether a name is an option, the beginning of some, or a metric. */
	boolean knows(String name) {
		return Stream.concat(this.allNames.stream(), all().map(Option::name))
			.anyMatch((option) -> option.equals(name) || option.startsWith(name + ".")
					|| name.matches(option.replace(".", "\\.").replace("NAME", "[^.]+")))
				|| isMetric(name);
	}

	private static boolean isMetric(String name) {
		return Project.files(".java")
			.stream()
			.filter((file) -> file.toString().contains("/src/main/"))
			.anyMatch((file) -> Project.read(file).contains("\"" + name + "\""));
	}

}
