package dev.fundbell.dataflow.server.task;

import java.io.IOException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Map;

import dev.fundbell.dataflow.server.cluster.Servers;
import dev.fundbell.dataflow.server.platform.Platform;
import dev.fundbell.dataflow.server.platform.Rest;
import dev.fundbell.dataflow.server.platform.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Executions without an end, compared with what runs on the real server. */
class TaskReconcilerIT {

	private static final long FIRST = 5_000_001;

	private final TestServer server = Platform.server();

	private final JdbcTemplate jdbc = this.server.jdbc();

	private final TaskReconciler reconciler = this.server.bean(TaskReconciler.class);

	/** Other tests look at what the table holds. */
	@AfterEach
	void deleteExecutions() {
		this.jdbc.update("DELETE FROM BOOT3_TASK_EXECUTION WHERE TASK_EXECUTION_ID BETWEEN ? AND ?", FIRST, FIRST + 9);
	}

	@Test
	void anExecutionWhoseServerAndDirectoryAreGoneEndsWithTheReason() {
		insert(FIRST, "gone-" + FIRST + "-0badcafe");
		setStarted(FIRST);
		this.reconciler.reconcile();
		assertThat(row(FIRST).get("END_TIME")).isNotNull();
		assertThat(row(FIRST).get("EXIT_CODE")).isEqualTo(-1);
		assertThat(row(FIRST).get("EXIT_MESSAGE")).asString().contains("-0badcafe", "its end is unknown");
	}

	@Test
	void anExecutionOfThisServerWhoseDirectoryWasDeletedEndsWithTheReason() {
		insert(FIRST + 1, "gone-" + (FIRST + 1) + "-" + this.server.bean(Servers.class).id());
		setStarted(FIRST + 1);
		this.reconciler.reconcile();
		assertThat(row(FIRST + 1).get("EXIT_MESSAGE")).asString().contains("its end is unknown");
	}

	/** Its server, on another host, died while the launch was queued. */
	@Test
	void anExecutionThatIsGivenUpBeforeItHadItsTurnEndsAsNeverStarted() {
		insert(FIRST + 6, "queued-" + (FIRST + 6) + "-0badcafe");
		this.reconciler.reconcile();
		assertThat(row(FIRST + 6).get("EXIT_CODE")).isEqualTo(-1);
		assertThat(row(FIRST + 6).get("EXIT_MESSAGE")).asString()
			.startsWith(TaskEndRecorder.NEVER_STARTED)
			.contains("-0badcafe", "before this launch had its turn");
	}

	@Test
	void anExecutionOfALivingServerIsLeftAloneAndStoppingItSaysWhere() {
		insertServer("0badbee1", "elsewhere");
		insert(FIRST + 2, "there-" + (FIRST + 2) + "-0badbee1");
		this.reconciler.reconcile();
		assertThat(row(FIRST + 2).get("END_TIME")).isNull();
		Rest.Answer stop = this.server.rest().post("/tasks/executions/{}?platform=default", FIRST + 2);
		assertThat(stop.status()).isEqualTo(409);
		assertThat(stop.error()).contains("is run by server 0badbee1");
		this.jdbc.update("DELETE FROM fundbell_servers WHERE id = '0badbee1'");
	}

	/** The server died between the start of the process and the end of the launch. */
	@Test
	void aLaunchThatWasNotStoredIsFoundByItsDirectory() throws IOException {
		String launchId = "lost-" + (FIRST + 3) + "-0badbee2";
		Process process = new ProcessBuilder("sleep", "600").start();
		TaskDirectory.of(TestServer.RUNS, launchId).orElseThrow().create().note(process.toHandle());
		insertServer("0badbee2", null);
		insert(FIRST + 3, null);
		this.server.bean(Servers.class).beat();
		this.reconciler.reconcile();
		assertThat(row(FIRST + 3).get("EXTERNAL_EXECUTION_ID")).isEqualTo(launchId);
		assertThat(row(FIRST + 3).get("END_TIME")).as("it runs").isNull();
		process.destroyForcibly();
		await().atMost(Duration.ofSeconds(60)).until(() -> row(FIRST + 3).get("END_TIME") != null);
		await().atMost(Duration.ofSeconds(60))
			.until(() -> this.jdbc.queryForList("SELECT 1 FROM fundbell_servers WHERE id = '0badbee2'").isEmpty());
	}

	/** The server died between the creation of the row and the directory. */
	@Test
	void anExecutionThatNobodyLaunchesEndsAfterTheTimeOfALongLaunch() {
		insert(FIRST + 5, null);
		Servers servers = this.server.bean(Servers.class);
		this.reconciler.reconcile();
		assertThat(row(FIRST + 5).get("END_TIME")).isNull();
		for (int beat = 0; beat < TaskReconciler.BEATS_OF_A_LAUNCH; beat++) {
			servers.beat();
		}
		this.reconciler.reconcile();
		assertThat(row(FIRST + 5).get("EXIT_MESSAGE"))
			.isEqualTo("Never started: its server ended before it started the process.");
	}

	@Test
	void executionsOfOtherPlatformsAreLeftAlone() {
		insert(FIRST + 4, "some-pod-x7k2p");
		this.reconciler.reconcile();
		assertThat(row(FIRST + 4).get("END_TIME")).isNull();
	}

	private void insertServer(String id, String host) {
		this.jdbc.update(
				"INSERT INTO fundbell_servers (id, host, directories, process, beat) SELECT ?, COALESCE(?, host), directories, '1 0', ? FROM fundbell_servers WHERE id = ?",
				id, host, LocalDateTime.of(1999, 11, 23, 0, 0), this.server.bean(Servers.class).id());
	}

	private void insert(long id, String launchId) {
		this.jdbc.update(
				"INSERT INTO BOOT3_TASK_EXECUTION (TASK_EXECUTION_ID, TASK_NAME, EXTERNAL_EXECUTION_ID) VALUES (?, 'x', ?)",
				id, launchId);
	}

	private void setStarted(long id) {
		this.jdbc.update("UPDATE BOOT3_TASK_EXECUTION SET START_TIME = ? WHERE TASK_EXECUTION_ID = ?",
				LocalDateTime.of(1999, 11, 23, 0, 0), id);
	}

	private Map<String, Object> row(long id) {
		return this.jdbc.queryForMap("SELECT * FROM BOOT3_TASK_EXECUTION WHERE TASK_EXECUTION_ID = ?", id);
	}

}
