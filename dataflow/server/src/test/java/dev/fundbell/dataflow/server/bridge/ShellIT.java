package dev.fundbell.dataflow.server.bridge;

import dev.fundbell.dataflow.server.platform.Platform;
import dev.fundbell.dataflow.server.platform.Rest;
import dev.fundbell.dataflow.server.platform.Shell;
import dev.fundbell.dataflow.server.platform.Tasks;
import dev.fundbell.dataflow.server.platform.TestServer;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The commands of the coupon flow in the real shell, against real Skipper. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ShellIT {

	private final TestServer server = Platform.serverBesideSkipper();

	private final Rest rest = this.server.rest();

	private final Shell shell = Platform.shell();

	private final Tasks tasks = new Tasks(this.server);

	@Test
	void registersDefinesLaunchesAndLooksAtATask() {
		String output = this.shell.run("app register --name shell-probe --type task --uri " + Tasks.probeUri(),
				"task create --name shell-task --definition \"shell-probe --fundbell.probe.sleep=1ms\"",
				"task launch shell-task --arguments \"--run-date=today --lead-days=1\"", "app list", "task list",
				"task execution list");
		assertThat(output).contains("Successfully registered application 'task:shell-probe'",
				"Created new task 'shell-task'", "Launched task 'shell-task' with execution id");
		long id = this.rest.get("/tasks/executions?name=shell-task")
			.body()
			.at("/_embedded/taskExecutionResourceList/0/executionId")
			.asLong();
		long job = this.tasks.awaitEnd(id).at("/jobExecutionIds/0").asLong();
		assertThat(this.shell.run("task execution status --id " + id, "job execution list",
				"job execution display --id " + job, "job execution step list --id " + job,
				"task execution log --id " + id))
			.contains("--run-date=today", "probe-job", "probe-step", "COMPLETED", "probe step runs for")
			.doesNotContain("Command failed");
	}

	/** The last test, so that Skipper has had time to start. */
	@Test
	@Order(Integer.MAX_VALUE)
	void deploysAndRemovesAStream() {
		Platform.serverWithSkipper();
		String app = StubSink.jar();
		assertThat(this.shell.run("app register --name stub --type sink --uri " + app,
				"stream create --name shell-stream --definition \":notifications > stub\"",
				"stream deploy --name shell-stream"))
			.contains("Deployment request has been sent for stream 'shell-stream'");
		await().atMost(java.time.Duration.ofSeconds(90)).until(() -> status("shell-stream"), "deployed"::equals);
		assertThat(this.shell.run("stream scale app instances --name shell-stream --applicationName stub --count 2"))
			.doesNotContain("Command failed");
		await().atMost(java.time.Duration.ofSeconds(90)).until(() -> instances("shell-stream") == 2);
		await().atMost(java.time.Duration.ofSeconds(90)).until(() -> status("shell-stream"), "deployed"::equals);
		assertThat(this.shell.run("stream list", "runtime apps", "stream undeploy --name shell-stream",
				"stream destroy --name shell-stream"))
			.contains("The stream has been successfully", "shell-stream.stub-v1", "Un-deployed stream 'shell-stream'",
					"Destroyed stream 'shell-stream'");
		assertThat(this.rest.get("/streams/definitions/shell-stream").status()).isEqualTo(404);
	}

	@Test
	void showsTheServersReasons() {
		assertThat(this.shell.run("task launch --name no-such-task"))
			.contains("Could not find task definition named no-such-task");
		assertThat(this.shell.run("app register --name stub --type sink --uri file:///apps/stub.jar"))
			.contains("must end in name-x.y.z.jar");
	}

	@Test
	void stopsATaskAndRestartsAJob() {
		String task = this.tasks.define("shell-stopped");
		long id = this.tasks.launch(task, "--fundbell.probe.sleep=10m");
		this.tasks.awaitStep(id);
		assertThat(this.shell.run("task execution stop --ids " + id)).doesNotContain("Command failed");
		await().atMost(java.time.Duration.ofSeconds(90))
			.until(() -> this.tasks.execution(id).path("exitCode").asInt() == 143);

		long failed = this.tasks.launch(this.tasks.define("shell-failed"), "--fundbell.probe.fail=true");
		long job = this.tasks.awaitEnd(failed).at("/jobExecutionIds/0").asLong();
		assertThat(this.shell.run("job execution restart --id " + job, "task execution list --name shell-failed"))
			.doesNotContain("Command failed");
		await().atMost(java.time.Duration.ofSeconds(90))
			.until(() -> this.rest.get("/tasks/executions?name=shell-failed")
				.body()
				.at("/page/totalElements")
				.asInt() == 2);
	}

	private int instances(String stream) {
		return this.rest.get("/runtime/streams/{}", stream).body().toString().split("\"instanceId\"", -1).length - 1;
	}

	private String status(String stream) {
		return this.rest.get("/streams/deployments/{}", stream).body().path("status").asText();
	}

}
