package dev.fundbell.dataflow.server.platform;

import java.time.Duration;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fundbell.test.app.AppCommand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Steps that many tests begin with. */
public final class Tasks {

	/** How long a task may take to its end. */
	public static final Duration PATIENCE = Duration.ofSeconds(90);

	private final Rest rest;

	public Tasks(TestServer server) {
		this(server.rest());
	}

	public Tasks(Rest rest) {
		this.rest = rest;
	}

	/**
	 * Registers the probe and defines a task on it.
	 * @return the task's name
	 */
	public String define(String name) {
		this.rest.post("/apps/task/probe?uri={}&force=true", probeUri());
		assertThat(this.rest.post("/tasks/definitions?name={}&definition=probe", name).status()).isEqualTo(200);
		return name;
	}

	public static String probeUri() {
		return AppCommand.extracted(Platform.jar(Platform.versioned("server-test-task")))
			.toUri()
			.toString()
			.replace("file:/", "file:///")
			.replace("////", "//");
	}

	public long launch(String task, String arguments) {
		Rest.Answer answer = this.rest.post("/tasks/executions?name={}&arguments={}", task, arguments);
		assertThat(answer.status()).as(answer.error()).isEqualTo(201);
		return answer.body().asLong();
	}

	public JsonNode execution(long id) {
		return this.rest.get("/tasks/executions/{}", id).body();
	}

	public JsonNode awaitEnd(long id) {
		return await().atMost(PATIENCE)
			.until(() -> execution(id), (execution) -> Set.of("COMPLETE", "ERROR", "FAILED")
				.contains(execution.path("taskExecutionStatus").asText()));
	}

	/** Waits until the step of the run's job runs. */
	public JsonNode awaitStep(long id) {
		await().atMost(PATIENCE).until(() -> log(id).contains("probe step runs"));
		return execution(id);
	}

	public String log(long id) {
		return this.rest.get("/tasks/logs/{}", execution(id).path("externalExecutionId").asText()).body().asText();
	}

}
