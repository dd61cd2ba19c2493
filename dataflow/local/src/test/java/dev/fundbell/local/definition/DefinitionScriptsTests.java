package dev.fundbell.local.definition;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.fundbell.local.system.Version;
import dev.fundbell.servers.LocalServerException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class DefinitionScriptsTests {

	private static final Path PROJECT = Path.of("../..");

	private static final Map<String, String> REGISTRY = Map.of("APPS", "docker:registry.example/fundbell", "APP_SUFFIX",
			":0.1.0");

	@Test
	void listEveryAppOfTheProject() throws IOException {
		List<String> modules = scripts(Map.of("APPS", "", "APP_SUFFIX", "")).apps().stream().map(App::uri).toList();

		assertThat(modules).containsExactlyInAnyOrderElementsOf(
				Stream.concat(modules("streams"), modules("tasks")).map((module) -> "/" + module).toList());
	}

	@Test
	void defineEveryTaskUnderTheNameOfItsApp() {
		assertThat(scripts(REGISTRY).tasks()).containsExactlyElementsOf(
				scripts(REGISTRY).apps().stream().filter((app) -> app.type().equals("task")).map(App::name).toList());
	}

	@Test
	void placeTheAppsInARegistry() {
		assertThat(scripts(REGISTRY).apps())
			.contains(new App("sink", "sse-sink", "docker:registry.example/fundbell/streams/sse-sink:0.1.0"));
	}

	@Test
	void placeTheAppsInADirectoryOfJars() {
		assertThat(scripts(Map.of("APPS", "file:///apps", "APP_SUFFIX", "-0.1.0.jar")).apps())
			.contains(new App("sink", "sse-sink", "file:///apps/streams/sse-sink-0.1.0.jar"));
	}

	@Test
	void placeTheAppsWhereMavenHasBuiltThem() {
		Path home = PROJECT.toAbsolutePath().normalize();

		assertThat(scripts(DefinitionScripts.builtApps(home)).apps()).contains(new App("task", "coupon-expiry-task",
				home.resolve("tasks/coupon-expiry-task/target/coupon-expiry-task-" + Version.number() + ".jar")
					.toUri()
					.toString()));
	}

	@Test
	void takeTheFormerVariableOfASingleApp() {
		Map<String, String> values = new HashMap<>(REGISTRY);
		values.put("SSE_SINK_URI", "docker:elsewhere/sse-sink:2");

		assertThat(scripts(values).apps()).contains(new App("sink", "sse-sink", "docker:elsewhere/sse-sink:2"),
				new App("sink", "sms-sink", "docker:registry.example/fundbell/streams/sms-sink:0.1.0"));
	}

	@Test
	void tellWhichStreamEndsInASink() {
		Map<String, String> values = Map.of("STREAM_PROPERTIES", "local.properties");

		assertThat(scripts(values).streamTo("sms-sink"))
			.isEqualTo(new StreamDefinition("phone-push", ":notifications > sms-sink"));
		assertThatExceptionOfType(LocalServerException.class).isThrownBy(() -> scripts(values).streamTo("fax-sink"))
			.withMessageEndingWith("streams.shell has no stream that ends in fax-sink");
	}

	private static DefinitionScripts scripts(Map<String, String> values) {
		return new DefinitionScripts(Path.of("../definitions"), values);
	}

	private static Stream<String> modules(String folder) throws IOException {
		try (Stream<Path> modules = Files.list(PROJECT.resolve(folder))) {
			return modules.filter((module) -> Files.exists(module.resolve("pom.xml")))
				.map((module) -> folder + "/" + module.getFileName())
				.toList()
				.stream();
		}
	}

}
