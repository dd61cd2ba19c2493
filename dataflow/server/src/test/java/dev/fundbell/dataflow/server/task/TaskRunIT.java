package dev.fundbell.dataflow.server.task;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fundbell.dataflow.server.platform.Platform;
import dev.fundbell.dataflow.server.platform.Rest;
import dev.fundbell.dataflow.server.platform.Tasks;
import dev.fundbell.dataflow.server.platform.TestDatabase;
import dev.fundbell.dataflow.server.platform.TestServer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A real Boot 4 task on the real server, through REST. */
class TaskRunIT {

	private final TestServer server = Platform.server();

	private final Rest rest = this.server.rest();

	private final Tasks tasks = new Tasks(this.server);

	@Test
	void aRunShowsInEveryViewAndLeavesNoSecret() {
		String task = this.tasks.define("run-everywhere");
		long id = this.tasks.launch(task, "--run-date=today --lead-days=1");
		JsonNode execution = this.tasks.awaitEnd(id);
		assertThat(execution.path("exitCode").asInt()).isZero();
		assertThat(execution.path("arguments").toString()).contains("--run-date=today", "--lead-days=1");
		assertThat(this.rest.get("/tasks/executions?name={}", task).body().at("/page/totalElements").asInt()).isOne();

		long job = execution.at("/jobExecutionIds/0").asLong();
		JsonNode jobExecution = this.rest.get("/jobs/executions/{}", job).body();
		assertThat(jobExecution.at("/jobExecution/status").asText()).isEqualTo("COMPLETED");
		assertThat(this.rest.get("/jobs/executions?name=probe-job").body().at("/page/totalElements").asInt())
			.isPositive();
		assertThat(this.rest.get("/jobs/thinexecutions").status()).isEqualTo(200);
		assertThat(this.rest.get("/jobs/instances?name=probe-job").status()).isEqualTo(200);

		JsonNode steps = this.rest.get("/jobs/executions/{}/steps", job).body();
		JsonNode step = steps.at("/_embedded/stepExecutionResourceList/0/stepExecution");
		assertThat(step.path("stepName").asText()).isEqualTo("probe-step");
		long stepId = step.path("id").asLong();
		assertThat(this.rest.get("/jobs/executions/{}/steps/{}", job, stepId).status()).isEqualTo(200);
		assertThat(this.rest.get("/jobs/executions/{}/steps/{}/progress", job, stepId).status()).isEqualTo(200);

		assertThat(this.tasks.log(id)).contains("a secret of 14 letters is in the environment");
		assertThat(everythingStored()).contains("run-everywhere")
			.doesNotContain(System.getenv("FUNDBELL_PROBE_SECRET"))
			.doesNotContain(TestDatabase.PASSWORD);
	}

	private String everythingStored() {
		List<String> tables = this.server.jdbc()
			.queryForList("SELECT TABLE_NAME FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = DATABASE()",
					String.class);
		StringBuilder all = new StringBuilder();
		for (String table : tables) {
			for (Map<String, Object> row : this.server.jdbc().queryForList("SELECT * FROM `" + table + "`")) {
				all.append(row.values());
			}
		}
		return all.toString();
	}

	@Test
	void aFailedJobSaysWhyInTheDashboard() {
		String task = this.tasks.define("run-fails");
		JsonNode execution = this.tasks.awaitEnd(this.tasks.launch(task, "--fundbell.probe.fail=true"));
		this.tasks.awaitEnd(this.tasks.launch(task, ""));
		assertThat(this.tasks.log(execution.path("executionId").asLong())).as("logs outlive the next launch")
			.contains("probe step runs");
		long job = execution.at("/jobExecutionIds/0").asLong();
		JsonNode jobExecution = this.rest.get("/jobs/executions/{}", job).body().path("jobExecution");
		assertThat(jobExecution.path("status").asText()).isEqualTo("FAILED");
		assertThat(jobExecution.at("/stepExecutions/0/exitStatus/exitDescription").asText())
			.contains("The probe fails, as it was told to");
	}

	@Test
	void aKilledTaskIsMarkedAsEnded() {
		String task = this.tasks.define("run-killed");
		long id = this.tasks.launch(task, "--fundbell.probe.sleep=10m");
		JsonNode running = this.tasks.awaitStep(id);
		process(running).destroyForcibly();
		JsonNode execution = this.tasks.awaitEnd(id);
		assertThat(execution.path("exitCode").asInt()).isEqualTo(137);
		assertThat(execution.path("exitMessage").asText()).contains("killed (signal 9)");
		assertThat(jobStatus(execution)).isEqualTo("FAILED");
	}

	@Test
	void aStoppedTaskIsNoSuccess() {
		String task = this.tasks.define("run-stopped");
		long id = this.tasks.launch(task, "--fundbell.probe.sleep=10m");
		JsonNode running = this.tasks.awaitStep(id);
		ProcessHandle process = process(running);
		assertThat(this.rest.post("/tasks/executions/{}", id).status()).isEqualTo(200);
		process.onExit().join();
		JsonNode execution = await().until(() -> this.tasks.execution(id),
				(now) -> now.path("exitMessage").asText().equals("The task was stopped on request."));
		assertThat(execution.path("exitCode").asInt()).isEqualTo(143);
		assertThat(jobStatus(execution)).isEqualTo("STOPPED");
	}

	@Test
	void anExtractedTaskReadsTheClassesThatAnEarlierRunArchived() {
		String task = this.tasks.define("run-archived");
		process(this.tasks.awaitStep(this.tasks.launch(task, "--fundbell.probe.sleep=1s"))).onExit().join();
		long id = this.tasks.launch(task, "--fundbell.probe.sleep=10m");
		String[] arguments = process(this.tasks.awaitStep(id)).info().arguments().orElseThrow();
		this.rest.post("/tasks/executions/{}", id);
		assertThat(arguments).anyMatch((argument) -> argument.startsWith("-XX:SharedArchiveFile="));
	}

	@Test
	void atTheLimitALaunchWaitsForItsTurn() {
		String task = this.tasks.define("run-queued");
		long first = this.tasks.launch(task, "--fundbell.probe.sleep=10m");
		long second = this.tasks.launch(task, "--fundbell.probe.sleep=10m");
		long third = this.tasks.launch(task, "");
		long withdrawn = this.tasks.launch(task, "");
		assertThat(this.tasks.log(third)).isEqualTo("The launch waits for its turn.");
		this.rest.post("/tasks/executions/{}", withdrawn);
		assertThat(this.tasks.awaitEnd(withdrawn).path("exitMessage").asText()).contains("stopped on request");
		this.rest.post("/tasks/executions/{}", first);
		assertThat(this.tasks.awaitEnd(third).path("exitCode").asInt()).isZero();
		this.rest.post("/tasks/executions/{}", second);
		await().until(() -> this.tasks.execution(second).path("exitCode").asInt() == 143);
	}

	@Test
	void aTaskWithoutItsFileSaysSo() {
		this.rest.post("/apps/task/nowhere?uri=file:///nowhere/nowhere-0.1.0.jar");
		this.rest.post("/tasks/definitions?name=run-nowhere&definition=nowhere");
		JsonNode execution = this.tasks.awaitEnd(this.tasks.launch("run-nowhere", ""));
		assertThat(execution.path("exitMessage").asText()).contains("/nowhere/nowhere-0.1.0.jar");
	}

	@Test
	void aTaskWhosePropertiesDoNotBindSaysWhich() {
		String task = this.tasks.define("run-unbound");
		JsonNode execution = this.tasks.awaitEnd(this.tasks.launch(task, "--fundbell.probe.sleep=soon"));
		assertThat(execution.path("exitCode").asInt()).isOne();
		assertThat(execution.path("exitMessage").asText()).contains("fundbell.probe.sleep", "soon");
	}

	@Test
	void aVersionlessFileIsRefusedWithASentence() {
		Rest.Answer answer = this.rest.post("/apps/task/versionless?uri=file:///apps/versionless.jar");
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.error()).contains("must end in name-x.y.z.jar");
		assertThat(this.rest.post("/apps/task/versionless/1.0.0?uri=file:///apps/versionless-2.0.0.jar").error())
			.contains("cannot be registered as version 1.0.0");
		assertThat(this.rest.get("/apps/task/versionless").status()).isEqualTo(404);
	}

	@Test
	void aBulkImportIsForBoot3() {
		this.rest.post("/apps?apps={}", "task.bulk=" + Tasks.probeUri());
		assertThat(this.rest.get("/apps/task/bulk").body().path("bootVersion").asText()).isEqualTo("3");
	}

	private ProcessHandle process(JsonNode execution) {
		return TaskDirectory.of(TestServer.RUNS, execution.path("externalExecutionId").asText())
			.flatMap(TaskDirectory::process)
			.orElseThrow();
	}

	private String jobStatus(JsonNode execution) {
		long job = execution.at("/jobExecutionIds/0").asLong();
		return this.rest.get("/jobs/executions/{}", job).body().at("/jobExecution/status").asText();
	}

}
