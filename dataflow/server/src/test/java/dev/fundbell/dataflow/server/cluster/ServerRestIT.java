package dev.fundbell.dataflow.server.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fundbell.dataflow.server.platform.Platform;
import dev.fundbell.dataflow.server.platform.Rest;
import dev.fundbell.dataflow.server.platform.Tasks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The servers that share a database, by REST. */
class ServerRestIT {

	private static final Duration PATIENCE = Duration.ofSeconds(90);

	private final Rest rest = Platform.server().rest();

	private final Tasks tasks = new Tasks(Platform.server());

	@AfterEach
	void takeLaunchesAgain() {
		this.rest.post("/servers/{}/resume", me().path("id").asText());
	}

	@Test
	void aServerThatIsDrainedTakesNoLaunchesAndIsEmptyOnceItsOwnHaveEnded() {
		String task = this.tasks.define("drained");
		long running = this.tasks.launch(task, "--fundbell.probe.sleep=10m");
		this.tasks.awaitStep(running);
		assertThat(me().path("state").asText()).isEqualTo("alive");
		assertThat(me().path("executions").asInt()).isPositive();
		assertThat(me().path("beat").asText()).endsWith("Z");

		assertThat(this.rest.post("/servers/{}/drain", me().path("id").asText()).status()).isEqualTo(200);
		assertThat(me().path("state").asText()).isEqualTo("draining");
		long before = executions();
		Rest.Answer refused = this.rest.post("/tasks/executions?name={}", task);
		assertThat(refused.status()).isEqualTo(409);
		assertThat(refused.error()).contains("is being drained and takes no launches");
		assertThat(executions()).as("no execution without a launch").isEqualTo(before);
		this.rest.post("/tasks/executions/{}", running);
		await().atMost(PATIENCE).until(() -> me().path("state").asText(), "drained"::equals);
	}

	@Test
	void aServerThatIsNotThereIsNotDrained() {
		Rest.Answer answer = this.rest.post("/servers/unknown/drain");
		assertThat(answer.status()).isEqualTo(404);
		assertThat(answer.error()).contains("no server 'unknown' that is alive");
	}

	@Test
	void healthAndMetricsKnowTheRunsThatAreDue() {
		assertThat(this.rest.get("/management/health/scheduling").body().at("/components/schedules/details").toString())
			.contains("waiting", "oldestDueSeconds");
		for (String metric : new String[] { "fundbell.schedules.due.age", "fundbell.schedules.waiting" }) {
			assertThat(this.rest.get("/management/metrics/{}", metric).body().at("/measurements/0/value").isNumber())
				.isTrue();
		}
	}

	/** Rules and dashboards go by this list. */
	@Test
	void exposesTheMetricsThatMonitoringNames() throws IOException {
		assertThat(this.rest.getText("/management/prometheus")
			.lines()
			.map((line) -> line.replaceFirst("[{ ].*", ""))
			.distinct()).containsAll(Files.readAllLines(Path.of("../../monitoring/metrics/dataflow-server.txt")));
	}

	private long executions() {
		return this.rest.get("/tasks/executions").body().at("/page/totalElements").asLong();
	}

	private JsonNode me() {
		for (JsonNode server : this.rest.get("/servers").body()) {
			if (server.path("answering").asBoolean()) {
				return server;
			}
		}
		throw new AssertionError("No server answers");
	}

}
