package dev.fundbell.task.fundingreminder;

import java.time.LocalDate;

import dev.fundbell.test.Rows;
import dev.fundbell.test.Today;
import dev.fundbell.test.task.TaskRuns;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * The whole application, as Data Flow starts it, and what an operator sees of its end.
 */
class FundingReminderTaskIT {

	private static final LocalDate TODAY = Today.date();

	private final TaskRuns task = new TaskRuns(FundingReminderTaskApplication.class, "--run-date=" + TODAY,
			"--lead-days=1");

	private final Rows rows = this.task.rows();

	@Test
	void recordsACompleteExecution() {
		this.rows.interest(
				this.rows.funding("달빛 램프", 1, TODAY.plusDays(1).atTime(12, 0).atZone(Today.ZONE).toInstant()),
				this.rows.user("ko"));
		this.task.run(TaskRuns.kafka());
		assertThat(this.rows.notificationsIn("PUBLISHED")).isEqualTo(1);
		assertThat(this.task.execution("CONCAT_WS('|', TASK_NAME, EXIT_CODE, END_TIME IS NOT NULL, EXIT_MESSAGE)"))
			.isEqualTo("funding-reminder-task|0|1");
		assertThat(this.task.query("""
				SELECT CONCAT_WS(' ', STEP_NAME, STATUS) FROM BATCH_STEP_EXECUTION WHERE STEP_NAME NOT LIKE '%:%'
				ORDER BY STEP_EXECUTION_ID
				""")).containsExactly("notify COMPLETED", "publish COMPLETED");
	}

	@Test
	void saysWhichArgumentIsWrong() {
		assertThatException().isThrownBy(() -> this.task.run(TaskRuns.kafka(), "--lead-days=soon"));
		assertThat(this.task.execution("EXIT_MESSAGE"))
			.isEqualTo("--lead-days must be a whole number from 0 (on the last day only) to 366, but is 'soon'");
	}

}
