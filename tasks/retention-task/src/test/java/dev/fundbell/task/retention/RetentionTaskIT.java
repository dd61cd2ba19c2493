package dev.fundbell.task.retention;

import dev.fundbell.test.Rows;
import dev.fundbell.test.task.TaskRuns;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * The whole application, as Data Flow starts it, and what an operator sees of its end. It
 * needs no broker.
 */
class RetentionTaskIT {

	private static final String NO_BROKER = "127.0.0.1:1";

	private final TaskRuns task = new TaskRuns(RetentionTaskApplication.class);

	private final Rows rows = this.task.rows();

	@Test
	void saysWhatADryRunWouldDelete() {
		long user = this.rows.user("ko");
		this.task.run(NO_BROKER, "--dry-run=true", "--user=" + user);
		assertThat(this.task.execution("CONCAT_WS('|', TASK_NAME, EXIT_CODE, EXIT_MESSAGE)"))
			.startsWith("retention-task|0|Dry run, nothing was changed. erase: 1 to do (person %d)".formatted(user));
		assertThat(this.rows.count("users WHERE name = 'A user'")).isEqualTo(1);
		this.task.run(NO_BROKER, "--user=" + user);
		assertThat(this.rows.count("users WHERE name = 'erased'")).isEqualTo(1);
		assertThat(this.task.query("""
				SELECT CONCAT_WS(' ', STEP_NAME, STATUS) FROM BATCH_STEP_EXECUTION WHERE STEP_NAME NOT LIKE '%:%'
				ORDER BY STEP_EXECUTION_ID DESC LIMIT 7
				""")).containsExactly("read-texts COMPLETED", "sent-texts COMPLETED", "positions COMPLETED",
				"closings COMPLETED", "deliveries COMPLETED", "notifications COMPLETED", "erase COMPLETED");
	}

	@Test
	void refusesWithASentence() {
		assertThatException().isThrownBy(() -> this.task.run(NO_BROKER, "--fundbell.retention.notifications=1d"));
		assertThat(this.task.execution("EXIT_MESSAGE"))
			.startsWith("--fundbell.retention.notifications must be 0 or at least 30d, but is 1d");
		long user = this.rows.user("ko");
		this.rows.participation(this.rows.funding("A lamp"), user, 1000);
		assertThatException().isThrownBy(() -> this.task.run(NO_BROKER, "--user=" + user));
		assertThat(this.task.execution("EXIT_MESSAGE"))
			.startsWith("--user=%d: the user takes part in fundings that are open".formatted(user));
		assertThatException().isThrownBy(() -> this.task.run(NO_BROKER, "--user=999"));
		assertThat(this.task.execution("EXIT_MESSAGE")).isEqualTo("--user=999: there is no such user");
	}

}
