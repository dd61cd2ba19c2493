package dev.fundbell.dataflow.server.schedule;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fundbell.dataflow.server.platform.Platform;
import dev.fundbell.dataflow.server.platform.Rest;
import dev.fundbell.dataflow.server.platform.Tasks;
import dev.fundbell.dataflow.server.platform.TestServer;
import dev.fundbell.servers.MariaDbServer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** MariaDB is killed under the running server, while a task of a schedule ends. */
class DatabaseAwayIT {

	private static final Duration PATIENCE = Duration.ofSeconds(120);

	private final TestServer server = Platform.server();

	private final Rest rest = this.server.rest();

	@Test
	void theServerGoesOnByItselfWhenTheDatabaseIsBack() throws IOException {
		Tasks tasks = new Tasks(this.server);
		tasks.define("survivor");
		this.rest.post("/tasks/schedules?scheduleName=survivor&taskDefinitionName=survivor&properties={}",
				"scheduler.cron.expression=* * * * * *,app.probe.fundbell.probe.sleep=3s");
		await().atMost(PATIENCE).until(() -> executions() > 0);
		long first = firstExecution();
		ProcessHandle process = process(tasks.awaitStep(first));
		MariaDbServer database = Platform.database().server();
		database.kill();
		assertThat(this.rest.get("/tasks/definitions").status()).isEqualTo(500);
		process.destroyForcibly();
		process.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
		database.start();
		assertThat(tasks.awaitEnd(first).path("endTime").asText()).as("the task ended meanwhile").isNotEmpty();
		int before = executions();
		await().atMost(PATIENCE).until(() -> executions() > before);
		assertThat(this.rest.delete("/tasks/schedules/survivor").status()).isEqualTo(200);
		await().atMost(PATIENCE)
			.until(() -> this.rest.get("/tasks/executions/current").body().at("/0/runningExecutionCount").asInt() == 0);
		this.rest.delete("/tasks/definitions/survivor");
	}

	private static ProcessHandle process(JsonNode execution) throws IOException {
		Path note = TestServer.RUNS.resolve(execution.path("externalExecutionId").asText()).resolve("process");
		return ProcessHandle.of(Long.parseLong(Files.readString(note).split(" ")[0])).orElseThrow();
	}

	private int executions() {
		return this.rest.get("/tasks/executions?name=survivor").body().at("/page/totalElements").asInt();
	}

	private long firstExecution() {
		return this.rest.get("/tasks/executions?name=survivor&sort=TASK_EXECUTION_ID")
			.body()
			.at("/_embedded/taskExecutionResourceList/0/executionId")
			.asLong();
	}

}
