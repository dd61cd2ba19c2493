package dev.fundbell.dataflow.server.housekeeping;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;

import javax.sql.DataSource;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import dev.fundbell.dataflow.server.platform.Platform;
import dev.fundbell.dataflow.server.platform.TestServer;
import dev.fundbell.test.SettableClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cloud.dataflow.core.AuditActionType;
import org.springframework.cloud.dataflow.core.AuditOperationType;
import org.springframework.cloud.dataflow.server.config.features.LocalPlatformProperties;
import org.springframework.cloud.dataflow.server.service.TaskDeleteService;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DelegatingDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Housekeeping through Data Flow's own delete service, on the real tables. */
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

	@Test
	void deletesWhatDataFlowNotesOfEachLaunchAndOldAuditButNotThatAScheduleWasCreated() {
		insertRunning(4_000_001);
		this.jdbc
			.update("UPDATE BOOT3_TASK_EXECUTION SET EXTERNAL_EXECUTION_ID = 'runs' WHERE TASK_EXECUTION_ID = 4000001");
		for (String launch : List.of("gone", "runs")) {
			this.jdbc.update(
					"INSERT INTO task_deployment (id, task_deployment_id, task_definition_name, platform_name, created_on) VALUES (?, ?, 'old', 'default', ?)",
					-launch.hashCode(), launch, LONG_AGO);
		}
		for (long action : new long[] { AuditActionType.CREATE.getId(), AuditActionType.UPDATE.getId() }) {
			this.jdbc.update(
					"INSERT INTO audit_records (id, audit_operation, audit_action, correlation_id, created_on) VALUES (?, ?, ?, 'old', ?)",
					-action, AuditOperationType.SCHEDULE.getId(), action, LONG_AGO);
		}
		housekeeping("2001-12-01T00:00:00Z").purge();
		assertThat(deployments()).containsExactly("runs");
		assertThat(audits()).as("the audit is kept for longer").hasSize(2);
		housekeeping("2002-01-03T00:00:00Z").purge();
		assertThat(audits()).containsExactly((long) AuditActionType.CREATE.getId());
		this.jdbc.update("DELETE FROM BOOT3_TASK_EXECUTION WHERE TASK_EXECUTION_ID = 4000001");
		housekeeping("2002-01-03T00:00:00Z").purge();
		assertThat(deployments()).isEmpty();
		this.jdbc.update("DELETE FROM audit_records WHERE correlation_id = 'old'");
	}

	private List<String> deployments() {
		return this.jdbc.queryForList(
				"SELECT task_deployment_id FROM task_deployment WHERE task_definition_name = 'old'", String.class);
	}

	private List<Long> audits() {
		return this.jdbc.queryForList("SELECT audit_action FROM audit_records WHERE correlation_id = 'old'",
				Long.class);
	}

	@Test
	void isOffUnlessItIsSaidHowLongExecutionsAreKept() {
		assertThat(this.server.has(Housekeeping.class)).isFalse();
	}

	@Test
	void purgesWhenItsCronExpressionSays() {
		insert(3_000_000, LONG_AGO);
		SettableClock clock = new SettableClock("2001-06-30T20:00:00Z");
		context(clock).withPropertyValues("fundbell.housekeeping.keep=30d", "fundbell.housekeeping.cron=15 3 * * *")
			.run((context) -> {
				Scheduler scheduler = context.getBean(Scheduler.class);
				scheduler.triggerCheckForDueExecutions();
				assertThat(nextPurge(scheduler)).isEqualTo("2001-07-01T18:15:00Z");
				clock.set(Instant.parse("2001-07-01T18:15:00Z"));
				await().atMost(Duration.ofSeconds(60)).until(() -> {
					scheduler.triggerCheckForDueExecutions();
					return ids("BOOT3_TASK_EXECUTION", "TASK_EXECUTION_ID").stream().noneMatch((id) -> id == 3_000_000);
				});
				await().atMost(Duration.ofSeconds(60)).until(() -> nextPurge(scheduler).equals("2001-07-02T18:15:00Z"));
			});
		this.jdbc.update("DELETE FROM scheduled_tasks WHERE task_name = 'housekeeping'");
	}

	private ApplicationContextRunner context(SettableClock clock) {
		return new ApplicationContextRunner().withUserConfiguration(HousekeepingConfiguration.class)
			.withInitializer((context) -> context.getBeanFactory()
				.setConversionService(ApplicationConversionService.getSharedInstance()))
			.withBean(Clock.class, () -> clock)
			.withBean(JdbcTemplate.class, () -> this.jdbc)
			.withBean(DataSource.class, () -> new DelegatingDataSource(this.server.bean(DataSource.class)))
			.withBean(TaskDeleteService.class, () -> this.server.bean(TaskDeleteService.class))
			.withBean(LocalPlatformProperties.class, () -> this.server.bean(LocalPlatformProperties.class));
	}

	private static String nextPurge(Scheduler scheduler) {
		return scheduler.getScheduledExecution(TaskInstanceId.of("housekeeping", RecurringTask.INSTANCE))
			.orElseThrow()
			.getExecutionTime()
			.toString();
	}

	private Housekeeping housekeeping(String now) {
		return new Housekeeping(this.jdbc, this.server.bean(TaskDeleteService.class),
				new RunDirectories(List.of(this.runs)), new SettableClock(now), Duration.ofDays(30),
				Duration.ofDays(365));
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
