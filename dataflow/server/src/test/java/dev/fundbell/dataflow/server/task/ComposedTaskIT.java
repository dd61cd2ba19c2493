package dev.fundbell.dataflow.server.task;

import java.util.Map;
import java.util.stream.LongStream;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fundbell.dataflow.server.cluster.Servers;
import dev.fundbell.dataflow.server.execution.ExecutionRef;
import dev.fundbell.dataflow.server.execution.SchemaTarget;
import dev.fundbell.dataflow.server.platform.Platform;
import dev.fundbell.dataflow.server.platform.Rest;
import dev.fundbell.dataflow.server.platform.StubJar;
import dev.fundbell.dataflow.server.platform.StubRunner;
import dev.fundbell.dataflow.server.platform.StubTask;
import dev.fundbell.dataflow.server.platform.Tasks;
import dev.fundbell.dataflow.server.platform.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.cloud.dataflow.server.service.impl.ComposedTaskRunnerConfigurationProperties;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Composed tasks at the limit of concurrent tasks, with a runner that waits for its
 * parts.
 */
class ComposedTaskIT {

	private final TestServer server = Platform.server();

	private final Rest rest = this.server.rest();

	private final Tasks tasks = new Tasks(this.server);

	@BeforeEach
	void define() {
		this.server.bean(ComposedTaskRunnerConfigurationProperties.class)
			.setUri(StubJar.of(StubRunner.class, "composed-task-runner", Map.of()));
		this.rest.post("/apps/task/part?uri={}&force=true", StubJar.of(StubTask.class, "part", Map.of()));
		assertThat(this.rest.post("/tasks/definitions?name=composed&definition={}", "first: part && second: part")
			.status()).isEqualTo(200);
	}

	@AfterEach
	void delete() {
		this.rest.delete("/tasks/definitions/composed");
		this.rest.delete("/tasks/definitions/composed-beside");
		this.rest.delete("/apps/task/part");
	}

	/**
	 * Other tasks hold the places until all runners are launched. If runners took places,
	 * they would then take all of them.
	 */
	@Test
	void asManyComposedTasksAsThereArePlacesEndByThemselves() {
		long[] beside = takeAllPlaces();
		ExecutionRef[] composed = LongStream.of(beside).mapToObj((one) -> launch()).toArray(ExecutionRef[]::new);
		free(beside);
		for (ExecutionRef one : composed) {
			assertThat(awaitEnd(one).path("exitCode").asInt()).as(execution(one).toString()).isZero();
		}
	}

	@Test
	void aRunnerThatAnEarlierServerStartedTakesNoPlace() {
		long[] beside = takeAllPlaces();
		ExecutionRef composed = launch();
		String launchId = execution(composed).path("externalExecutionId").asText();
		ProcessTaskLauncher restarted = AdoptedRunIT.launcher(this.server);
		assertThat(restarted.adopt(new Unfinished(composed, "composed", launchId, true), launchId)).isTrue();
		assertThat(restarted.knows(launchId)).as("it is watched").isTrue();
		assertThat(restarted.getRunningTaskExecutionCount()).isZero();
		free(beside);
		awaitEnd(composed);
		await().until(() -> !restarted.knows(launchId));
	}

	@Test
	void aComposedTaskGoesOnWhileItsServerIsDrained() {
		Servers servers = this.server.bean(Servers.class);
		long[] beside = takeAllPlaces();
		ExecutionRef composed = launch();
		this.rest.post("/servers/{}/drain", servers.id());
		try {
			free(beside);
			assertThat(awaitEnd(composed).path("exitCode").asInt()).isZero();
		}
		finally {
			this.rest.post("/servers/{}/resume", servers.id());
		}
	}

	private long[] takeAllPlaces() {
		String task = this.tasks.define("composed-beside");
		return LongStream.range(0, TestServer.PLACES)
			.map((number) -> this.tasks.launch(task, "--fundbell.probe.sleep=10m"))
			.toArray();
	}

	private void free(long... executions) {
		for (long execution : executions) {
			assertThat(this.rest.post("/tasks/executions/{}?schemaTarget=boot3", execution).status()).isEqualTo(200);
		}
	}

	private ExecutionRef launch() {
		Rest.Answer launched = this.rest.post("/tasks/executions/launch?name=composed&arguments={}",
				"--dataflow-server-uri=" + this.server.url());
		assertThat(launched.status()).as(launched.error()).isEqualTo(201);
		return new ExecutionRef(launched.body().path("executionId").asLong(),
				SchemaTarget.of(launched.body().path("schemaTarget").asText()));
	}

	private JsonNode awaitEnd(ExecutionRef execution) {
		return await().atMost(Tasks.PATIENCE).until(() -> execution(execution), (now) -> now.hasNonNull("endTime"));
	}

	private JsonNode execution(ExecutionRef execution) {
		return this.rest.get("/tasks/executions/{}?schemaTarget={}", execution.id(), execution.target().id()).body();
	}

}
