package dev.fundbell.task.fundingclose;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import dev.fundbell.servers.ChildProcess;
import dev.fundbell.test.Rows;
import dev.fundbell.test.Today;
import dev.fundbell.test.task.TaskRuns;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.awaitility.Awaitility.await;

/**
 * The whole application, as Data Flow starts it, and what an operator sees of its end.
 */
class FundingCloseTaskIT {

	private static final Instant DEADLINE = Today.yesterday();

	private final TaskRuns task = new TaskRuns(FundingCloseTaskApplication.class,
			"--as-of=" + DEADLINE.atZone(Today.ZONE).toOffsetDateTime());

	private final Rows rows = this.task.rows();

	@Test
	void recordsACompleteExecution() {
		long funding = this.rows.funding("달빛 램프", 1, DEADLINE);
		this.rows.participation(funding, this.rows.user("ko"), 7);
		this.task.run(TaskRuns.kafka(), "--fundbell.reward.min-amount=7", "--fundbell.reward.max-amount=7");
		assertThat(this.rows.notificationsIn("PUBLISHED")).isEqualTo(1);
		assertThat(this.rows.count("coupons WHERE amount = 7")).isEqualTo(1);
		assertThat(this.task.execution("CONCAT_WS('|', TASK_NAME, EXIT_CODE, END_TIME IS NOT NULL, EXIT_MESSAGE)"))
			.isEqualTo("funding-close-task|0|1");
		assertThat(this.task.query("""
				SELECT CONCAT_WS(' ', STEP_NAME, STATUS) FROM BATCH_STEP_EXECUTION WHERE STEP_NAME NOT LIKE '%:%'
				ORDER BY STEP_EXECUTION_ID
				""")).containsExactly("close COMPLETED", "grant-coupons COMPLETED", "notify-success COMPLETED",
				"take-back-coupons COMPLETED", "notify-failure COMPLETED", "publish COMPLETED");
		assertThat(this.task.query("""
				SELECT PARAMETER_VALUE FROM BATCH_JOB_EXECUTION_PARAMS WHERE PARAMETER_NAME = 'as-of'
				""")).containsExactly(DEADLINE.toString());
	}

	@Test
	void recordsAnExitCodeAndAReasonWhereItIsStopped(@TempDir Path directory) {
		this.rows.participation(this.rows.funding("달빛 램프", 1, DEADLINE), this.rows.user("ko"), 7);
		this.rows.jdbc()
			.sql("CREATE TRIGGER slow BEFORE INSERT ON notifications FOR EACH ROW SET @slept = SLEEP(20)")
			.update();
		ChildProcess run = this.task.launch(directory, TaskRuns.kafka());
		await().atMost(Duration.ofSeconds(120)).until(() -> this.rows.count("coupons") == 1);
		run.stop(Duration.ofSeconds(60));
		assertThat(this.task.execution("CONCAT_WS('|', EXIT_CODE, END_TIME IS NOT NULL, EXIT_MESSAGE)"))
			.startsWith("143|1|The task was stopped before it had ended (SIGTERM).");
	}

	@Test
	void refusesARunInAnotherZoneThanTheDatesAreKeptIn() {
		this.task.run(TaskRuns.kafka());
		this.rows.funding("달빛 램프", 1, DEADLINE);
		assertThatException()
			.isThrownBy(() -> this.task.run(TaskRuns.kafka(), "--fundbell.time-zone=America/Los_Angeles"));
		assertThat(this.task.execution("EXIT_MESSAGE")).startsWith(
				"fundbell.time-zone is America/Los_Angeles, but the dates of this database are kept in Asia/Seoul");
		assertThat(this.rows.count("fundings WHERE status = 'OPEN'")).isEqualTo(1);
	}

	@Test
	void saysWhichArgumentIsWrong() {
		assertThatException().isThrownBy(() -> this.task.run(TaskRuns.kafka(), "--as-of=noon"));
		assertThat(this.task.execution("EXIT_MESSAGE")).startsWith("--as-of must be an instant").endsWith("'noon'");
	}

	@Test
	void closesNothingAsOfAnInstantThatLiesAhead() {
		this.rows.funding("달빛 램프", 1, DEADLINE.plus(2, ChronoUnit.DAYS));
		assertThatException()
			.isThrownBy(() -> this.task.run(TaskRuns.kafka(), "--as-of=" + DEADLINE.plus(3, ChronoUnit.DAYS)));
		assertThat(this.task.execution("EXIT_MESSAGE")).startsWith("--as-of must not be after now");
		assertThat(this.rows.count("fundings WHERE status = 'OPEN'")).isEqualTo(1);
	}

	@Test
	void saysThatThereIsNoSuchFunding() {
		assertFails("--funding-id=42: there is no such funding", "--funding-id=42");
	}

	@Test
	void saysThatAFundingIsNotDue() {
		long funding = this.rows.funding("달빛 램프", 1, DEADLINE.plusNanos(1000));
		assertFails("--funding-id=%d: the funding is not due, its deadline is %s and the run is as of %s"
			.formatted(funding, DEADLINE.plusNanos(1000), DEADLINE), "--funding-id=" + funding);
		assertThat(this.rows.count("fundings WHERE status = 'OPEN'")).isEqualTo(1);
	}

	private void assertFails(String message, String argument) {
		assertThatException().isThrownBy(() -> this.task.run(TaskRuns.kafka(), argument));
		assertThat(this.task.execution("EXIT_CODE")).isEqualTo("1");
		assertThat(this.task.execution("EXIT_MESSAGE")).isEqualTo(message);
	}

}
