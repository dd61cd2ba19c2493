package dev.fundbell.dataflow.server.task;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;

import dev.fundbell.dataflow.server.cluster.Servers;
import dev.fundbell.dataflow.server.execution.ExecutionRef;
import dev.fundbell.dataflow.server.execution.SchemaTarget;
import dev.fundbell.dataflow.server.platform.Platform;
import dev.fundbell.dataflow.server.platform.Tasks;
import dev.fundbell.dataflow.server.platform.TestServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import org.springframework.cloud.deployer.spi.local.LocalDeployerProperties;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** Executions that a server finds when it starts again. */
class AdoptedRunIT {

	private final TestServer server = Platform.server();

	private final JdbcTemplate jdbc = this.server.jdbc();

	private final ProcessTaskLauncher launcher = launcher(this.server);

	@Test
	void aRunThatEndedMeanwhileIsRecordedAsEnded() throws IOException {
		ExecutionRef execution = unfinished(-1, "gone-1");
		Files.writeString(directory("gone-1").create().path().resolve("process"), "1 2001-01-01T00:00:00Z");
		assertThat(adopt(execution, "gone-1")).isTrue();
		assertThat(row(-1).get("EXIT_MESSAGE")).asString().contains("while the Data Flow server was away");
		assertThat(row(-1).get("END_TIME")).isNotNull();
	}

	/** A power cut leaves such notes, which an earlier version wrote. */
	@Test
	void aRunWhoseNoteWasNotWrittenWholeIsRecordedAsEnded() throws IOException {
		ExecutionRef execution = unfinished(-5, "cut-1");
		Files.writeString(directory("cut-1").create().path().resolve("process"), "");
		Files.writeString(directory("cut-1").path().resolve("exit"), "");
		assertThat(adopt(execution, "cut-1")).isTrue();
		assertThat(row(-5).get("END_TIME")).isNotNull();
		assertThat(row(-5).get("EXIT_CODE")).isEqualTo(-1);
	}

	@Test
	void aRunThatIsStillAliveIsWatched() throws IOException {
		ExecutionRef execution = unfinished(-2, "alive-1");
		Process process = new ProcessBuilder("sleep", "600").start();
		directory("alive-1").create().note(process.toHandle());
		assertThat(adopt(execution, "alive-1")).isTrue();
		assertThat(this.launcher.getRunningTaskExecutionCount()).isOne();
		assertThat(row(-2).get("END_TIME")).isNull();
		this.launcher.cancel("alive-1");
		await().atMost(Duration.ofSeconds(30)).until(() -> row(-2).get("END_TIME") != null);
		assertThat(row(-2).get("EXIT_MESSAGE")).isEqualTo("The task was stopped on request.");
		assertThat(this.launcher.getRunningTaskExecutionCount()).isZero();
	}

	/** The server was killed just after it started the process. */
	@Test
	@EnabledOnOs(OS.LINUX)
	void aRunThatWasNotNotedIsWatchedAndNotStartedOnceMore() throws IOException {
		ExecutionRef execution = unfinished(-6, "unnoted-1");
		TaskDirectory directory = directory("unnoted-1").create();
		Process process = new ProcessBuilder("sleep", "600").directory(directory.path().toFile())
			.redirectOutput(directory.output().toFile())
			.start();
		assertThat(adopt(execution, "unnoted-1")).isTrue();
		assertThat(this.launcher.getRunningTaskExecutionCount()).isOne();
		assertThat(row(-6).get("END_TIME")).isNull();
		process.destroyForcibly();
		await().atMost(Duration.ofSeconds(30)).until(() -> row(-6).get("END_TIME") != null);
	}

	@Test
	void aLaunchThatWaitedHasItsTurn() throws IOException {
		Tasks tasks = new Tasks(this.server);
		long id = tasks.launch(tasks.define("waited"), "");
		tasks.awaitEnd(id);
		awaitNoProcess();
		this.jdbc.update(
				"UPDATE BOOT3_TASK_EXECUTION SET START_TIME = NULL, END_TIME = NULL, EXIT_CODE = NULL, EXTERNAL_EXECUTION_ID = 'waited-1' WHERE TASK_EXECUTION_ID = ?",
				id);
		FileSystemUtils.deleteRecursively(directory("waited-1").path());
		directory("waited-1").create();
		assertThat(adopt(new ExecutionRef(id, SchemaTarget.BOOT3), "waited-1")).isTrue();
		assertThat(tasks.awaitEnd(id).path("exitCode").asInt()).isZero();
		assertThat(this.launcher.getLog("waited-1")).contains("probe step runs");
	}

	@Test
	void aLaunchThatWaitedAndIsNotStoredEndsAsNeverStarted() {
		ExecutionRef execution = unfinished(-4, "lost-1");
		directory("lost-1").create();
		assertThat(adopt(execution, "lost-1")).isTrue();
		assertThat(row(-4).get("EXIT_CODE")).isEqualTo(ExecutionRef.LOST);
		assertThat(row(-4).get("EXIT_MESSAGE")).asString()
			.startsWith(TaskEndRecorder.NEVER_STARTED)
			.contains("launches its run again");
	}

	/** The server was killed between the claim of the start and the start. */
	@Test
	void aLaunchWhoseStartWasClaimedIsNotStartedOnceMore() {
		ExecutionRef execution = unfinished(-7, null);
		directory("claimed-1").create();
		recorder().claimStart(execution, "claimed-1");
		assertThat(recorder().unfinished()).contains(new Unfinished(execution, "adopted", "claimed-1", true));
		assertThat(this.launcher.adopt(new Unfinished(execution, "adopted", "claimed-1", true), "claimed-1")).isTrue();
		assertThat(row(-7).get("EXIT_MESSAGE")).asString().contains("while the Data Flow server was away");
	}

	@Test
	void ofTwoServersOneStartsAnExecution() {
		ExecutionRef execution = unfinished(-8, null);
		recorder().claimStart(execution, "twice-1");
		assertThatExceptionOfType(OptimisticLockingFailureException.class)
			.isThrownBy(() -> recorder().claimStart(execution, "twice-1"));
		assertThat(recorder().recordNeverStarted(execution, "too late")).isFalse();
		assertThat(row(-8).get("END_TIME")).as("it runs").isNull();
	}

	@Test
	void anExecutionThatEndedAsNeverStartedCannotBeStarted() {
		ExecutionRef execution = unfinished(-9, null);
		assertThat(recorder().recordNeverStarted(execution, "its server is gone")).isTrue();
		assertThat(recorder().recordNeverStarted(execution, "once more")).isFalse();
		assertThatExceptionOfType(OptimisticLockingFailureException.class)
			.isThrownBy(() -> recorder().claimStart(execution, "late-1"));
		assertThat(row(-9).get("EXIT_MESSAGE")).isEqualTo("Never started: its server is gone");
	}

	@Test
	void aRunOfAnotherServerIsLeftAlone() {
		ExecutionRef execution = unfinished(-3, "elsewhere-1");
		assertThat(adopt(execution, "elsewhere-1")).isFalse();
		assertThat(row(-3).get("END_TIME")).isNull();
	}

	/**
	 * A task says that it has ended before its process does, and the server after both.
	 */
	private void awaitNoProcess() {
		await().atMost(Duration.ofSeconds(60))
			.until(() -> this.server.rest().get("/tasks/executions/current").body(),
					(platforms) -> platforms.path(0).path("runningExecutionCount").asInt(-1) == 0);
	}

	private TaskEndRecorder recorder() {
		return this.server.bean(TaskEndRecorder.class);
	}

	private boolean adopt(ExecutionRef execution, String launchId) {
		return this.launcher.adopt(new Unfinished(execution, "adopted", launchId, false), launchId);
	}

	private ExecutionRef unfinished(long id, @Nullable String launchId) {
		this.jdbc.update("DELETE FROM BOOT3_TASK_EXECUTION WHERE TASK_EXECUTION_ID = ?", id);
		this.jdbc.update(
				"INSERT INTO BOOT3_TASK_EXECUTION (TASK_EXECUTION_ID, TASK_NAME, EXTERNAL_EXECUTION_ID) VALUES (?, 'adopted', ?)",
				id, launchId);
		return new ExecutionRef(id, SchemaTarget.BOOT3);
	}

	private Map<String, Object> row(long id) {
		return this.jdbc.queryForMap("SELECT * FROM BOOT3_TASK_EXECUTION WHERE TASK_EXECUTION_ID = ?", id);
	}

	private static TaskDirectory directory(String launchId) {
		return TaskDirectory.of(TestServer.RUNS, launchId).orElseThrow();
	}

	static ProcessTaskLauncher launcher(TestServer server) {
		LocalDeployerProperties properties = new LocalDeployerProperties();
		properties.setWorkingDirectoriesRoot(TestServer.RUNS);
		return new ProcessTaskLauncher(properties, server.bean(Servers.class), server.bean(TaskEndRecorder.class),
				server.bean(LaunchManifests.class));
	}

}
