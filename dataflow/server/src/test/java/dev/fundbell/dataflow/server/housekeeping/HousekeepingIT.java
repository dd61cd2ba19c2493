package dev.fundbell.dataflow.server.housekeeping;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;

import dev.fundbell.dataflow.server.platform.Platform;
import dev.fundbell.dataflow.server.platform.SettableClock;
import dev.fundbell.dataflow.server.platform.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.cloud.dataflow.server.service.TaskDeleteService;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Housekeeping through Data Flow's own delete service, on the real tables.
 */
class HousekeepingIT {

	private static final LocalDateTime LONG_AGO = LocalDateTime.of(2001, 1, 1, 0, 0);

	@TempDir
	Path runs;

	private final TestServer server = Platform.server();

	private final JdbcTemplate jdbc = this.server.jdbc();

	@Test
	void deletesWhatIsOldWithAllThatBelongsToItAndNothingElse() throws IOException {
		int old = Housekeeping.BATCH + 1;
		for (int number = 1; number <= old; number++) {
			insert(1_000_000 + number, LONG_AGO.plusMinutes(number));
		}
		insert(2_000_000, LONG_AGO.plusYears(1));
		insertRunning(2_000_001);
		Path log = Files.createDirectories(this.runs.resolve("old-1000001")).resolve("stdout.log");
		Files.writeString(log, "done");
		Path other = Files.writeString(this.runs.resolve("unrelated"), "");

		assertThat(housekeeping("2001-07-01T00:00:00Z").purge()).isEqualTo(old);

		assertThat(ids("BOOT3_TASK_EXECUTION", "TASK_EXECUTION_ID")).containsExactly(2_000_000L, 2_000_001L);
		assertThat(ids("BOOT3_BATCH_JOB_EXECUTION", "JOB_EXECUTION_ID")).containsExactly(2_000_000L);
		assertThat(log.getParent()).doesNotExist();
		assertThat(other).exists();
	}

	private Housekeeping housekeeping(String now) {
		return new Housekeeping(this.jdbc, this.server.bean(TaskDeleteService.class),
				new RunDirectories(List.of(this.runs)), new SettableClock(now), Duration.ofDays(30));
	}

	private List<Long> ids(String table, String column) {
		return this.jdbc.queryForList(
				"SELECT " + column + " FROM " + table + " WHERE " + column + " >= 1000000 ORDER BY " + column,
				Long.class);
	}

	private void insertRunning(long id) {
		this.jdbc.update(
				"INSERT INTO BOOT3_TASK_EXECUTION (TASK_EXECUTION_ID, TASK_NAME, START_TIME) VALUES (?, 'old', ?)", id,
				LONG_AGO);
	}

	private void insert(long id, LocalDateTime end) {
		insertRunning(id);
		this.jdbc.update(
				"UPDATE BOOT3_TASK_EXECUTION SET END_TIME = ?, EXIT_CODE = 0, EXTERNAL_EXECUTION_ID = ? WHERE TASK_EXECUTION_ID = ?",
				end, "old-" + id, id);
		this.jdbc.update(
				"INSERT INTO BOOT3_BATCH_JOB_INSTANCE (JOB_INSTANCE_ID, VERSION, JOB_NAME, JOB_KEY) VALUES (?, 0, 'old', ?)",
				id, "key-" + id);
		this.jdbc.update(
				"INSERT INTO BOOT3_BATCH_JOB_EXECUTION (JOB_EXECUTION_ID, VERSION, JOB_INSTANCE_ID, CREATE_TIME, END_TIME, STATUS) VALUES (?, 0, ?, ?, ?, 'COMPLETED')",
				id, id, end, end);
		this.jdbc.update("INSERT INTO BOOT3_TASK_TASK_BATCH (TASK_EXECUTION_ID, JOB_EXECUTION_ID) VALUES (?, ?)", id,
				id);
	}

}
