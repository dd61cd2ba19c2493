package dev.fundbell.endtoend;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.fundbell.test.SseEvent;
import dev.fundbell.test.SseTestClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The real docker-compose.yml, from nothing: where no container engine runs, it is
 * skipped.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@EnabledIf(value = "dev.fundbell.endtoend.Compose#isPossible",
		disabledReason = "No container engine runs here, Compose is missing, or the images can be neither pulled nor replaced")
class ComposeIT {

	private static final long JIMIN = 1;

	private static final Duration START = Duration.ofMinutes(10);

	private static final Pattern TOKEN = Pattern.compile("\"token\":\"([^\"]+)\"");

	private final HttpClient http = HttpClient.newHttpClient();

	private Compose compose;

	private boolean started;

	@BeforeAll
	void up(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path directory) throws IOException, InterruptedException {
		this.compose = new Compose(directory);
		Process secrets = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar",
				Jars.FUNDBELL.toString(), "compose-env", "--home=" + directory)
			.inheritIO()
			.start();
		assertThat(secrets.waitFor()).isZero();
		this.started = true;
		this.compose.run("up", "--detach");
		awaitHealth();
		// Only the test launches anything.
		assertThat(post("/tasks/schedules/*/pause")).isEqualTo(200);
	}

	@AfterAll
	void down() throws InterruptedException {
		if (this.started) {
			this.compose.run("down", "--volumes", "--timeout", "20");
		}
	}

	@Test
	void aTaskThatTheOperatorLaunchesRingsThePageAlsoAfterSkippersContainerWasRestarted()
			throws IOException, InterruptedException {
		assertThatItRings();

		// The sinks die with Skipper's container. `define` deploys them again, and brings
		// another coupon.
		this.compose.run("restart", "--timeout", "20", "skipper", "define");
		awaitHealth();
		assertThatItRings();
	}

	@Test
	void asksEverybodyToSignIn() throws IOException, InterruptedException {
		HttpRequest apps = HttpRequest.newBuilder(URI.create(this.compose.dataFlowUrl() + "/apps")).build();
		assertThat(this.http.send(apps, BodyHandlers.discarding()).statusCode()).isEqualTo(401);
	}

	private void assertThatItRings() throws IOException, InterruptedException {
		try (SseTestClient page = SseTestClient.subscribe(this.compose.sinkUrl(), JIMIN, token(), null)) {
			assertThat(page.status()).isEqualTo(200);
			assertThat(post("/tasks/executions?name=coupon-expiry-task")).isEqualTo(201);
			await().atMost(Duration.ofMinutes(2))
				.untilAsserted(() -> assertThat(page.events()).extracting(SseEvent::data)
					.anyMatch((data) -> data.contains("COUPON_DEADLINE")));
		}
	}

	private void awaitHealth() {
		for (String health : List.of(this.compose.dataFlowUrl() + "/management/health",
				this.compose.sinkUrl() + "/actuator/health/readiness",
				this.compose.sinkUrl() + "/actuator/health/broker")) {
			await(health).atMost(START)
				.pollInterval(Duration.ofSeconds(1))
				.ignoreExceptionsInstanceOf(IOException.class)
				.until(() -> isOk(health));
		}
	}

	private boolean isOk(String url) throws IOException, InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(5)).build();
		return this.http.send(request, BodyHandlers.discarding()).statusCode() == 200;
	}

	private String token() throws IOException, InterruptedException {
		HttpRequest signIn = HttpRequest.newBuilder(URI.create(this.compose.sinkUrl() + "/api/local/sign-in"))
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString("{\"userId\":" + JIMIN + "}"))
			.build();
		HttpResponse<String> response = this.http.send(signIn, BodyHandlers.ofString());
		Matcher token = TOKEN.matcher(response.body());
		assertThat(token.find()).as(response.body()).isTrue();
		return token.group(1);
	}

	private int post(String path) throws IOException, InterruptedException {
		String credentials = "operator:" + this.compose.secret("OPERATOR_PASSWORD");
		HttpRequest request = HttpRequest.newBuilder(URI.create(this.compose.dataFlowUrl() + path))
			.header("Authorization",
					"Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)))
			.POST(BodyPublishers.noBody())
			.build();
		return this.http.send(request, BodyHandlers.discarding()).statusCode();
	}

}
