package dev.fundbell.endtoend;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.fundbell.servers.HealthEndpoint;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The images of the profile {@code images}, run beside each other without Data Flow's
 * deployers. Where they were not built, or no container engine runs, it is skipped.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@EnabledIf(value = "isPossible", disabledReason = "The images are not built, or no container engine runs here")
class ImagesIT {

	private static final List<String> TASKS = List.of("coupon-expiry-task", "funding-close-task",
			"funding-reminder-task", "retention-task");

	/** The health of each server, by the part of its port. */
	private static final Map<String, String> HEALTH = Map.of("SKIPPER", "/api/about", "DATAFLOW", "/management/health",
			"SINK", "/actuator/health/readiness", "SMS", "/actuator/health/readiness");

	private Compose compose;

	static boolean isPossible() throws IOException {
		return modules().stream().map(ImagesIT::tar).allMatch(Files::exists) && Compose.isPossible();
	}

	/** The modules of which there is an image. */
	static List<String> modules() throws IOException {
		try (Stream<Path> poms = Files.find(Jars.PROJECT, 3, (path, attributes) -> path.endsWith("pom.xml"))) {
			return poms.filter(ImagesIT::hasImage)
				.map((pom) -> Jars.PROJECT.relativize(pom.getParent()).toString())
				.sorted()
				.toList();
		}
	}

	private static boolean hasImage(Path pom) {
		try {
			return Files.readString(pom).contains("<jib.skip>false</jib.skip>");
		}
		catch (IOException ex) {
			return false;
		}
	}

	private static Path tar(String module) {
		return Jars.PROJECT.resolve(module).resolve("target/jib-image.tar");
	}

	@BeforeAll
	void up(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path directory) throws IOException, InterruptedException {
		for (String module : modules()) {
			Compose.docker("load", "--input", tar(module).toString());
		}
		this.compose = new Compose("fundbell-images", "end-to-end-tests/compose/images.yml", directory);
		this.compose.run("up", "--detach", "mariadb", "kafka");
		for (String server : List.of("mariadb", "kafka")) {
			await(server).atMost(Duration.ofMinutes(3)).until(() -> this.compose.isHealthy(server));
		}
		this.compose.run("up", "--detach", "skipper", "dataflow", "sse-sink", "sms-sink");
	}

	@AfterAll
	void down() throws IOException, InterruptedException {
		if (this.compose != null) {
			this.compose.remove();
		}
	}

	@Test
	void serversAndTasksRunOnAReadOnlyFileSystem() throws IOException, InterruptedException {
		HEALTH.forEach((part, path) -> await(part).atMost(Duration.ofMinutes(5))
			.pollInterval(Duration.ofSeconds(1))
			.until(new HealthEndpoint(URI.create(this.compose.url(part) + path))::isUp));
		assertThat(this.compose.run("run", "--rm", "-T", "define")).contains("tasks.shell: 4 commands carried out");
		for (String task : TASKS) {
			this.compose.run("run", "--rm", "-T", task);
		}
		assertThat(read("sse-sink", "/proc/1/status")).containsPattern("Uid:\\s+10001")
			.containsPattern("CapEff:\\s+0+\n");
		await().atMost(Duration.ofMinutes(1))
			.until(() -> this.compose.execute("sms-sink", "touch /tmp/sms.log && cat /tmp/sms.log")
				.contains("+821000000001"));
	}

	@ParameterizedTest
	@MethodSource("modules")
	void anImageListsItsLibraries(String module) throws IOException, InterruptedException {
		String image = "fundbell/%s:%s".formatted(ImagesTests.imageOf(module), System.getProperty("fundbell.version"));
		assertThat(Compose.docker("run", "--rm", "--network", "none", "--entrypoint", "cat", image,
				"/app/resources/META-INF/sbom/application.cdx.json"))
			.contains("\"bomFormat\" : \"CycloneDX\"");
	}

	private String read(String service, String file) throws IOException, InterruptedException {
		return this.compose.execute(service, "cat " + file);
	}

}
