package dev.fundbell.dataflow.server.task;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.List;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes the end of tasks that could not write it themselves: killed, or failed before
 * they reached the database. Without it such an execution would look as if it ran for
 * ever.
 */
@Component
class EndedTasks {

	private static final String END_TASK = """
			UPDATE %TASK%EXECUTION
			SET START_TIME = COALESCE(START_TIME, ?), END_TIME = ?, EXIT_CODE = ?, EXIT_MESSAGE = ?, ERROR_MESSAGE = ?,
				LAST_UPDATED = ?
			WHERE TASK_EXECUTION_ID = ? AND (END_TIME IS NULL OR EXIT_CODE = 0 AND ? <> 0)
			""";

	private static final String END_STEPS = """
			UPDATE %BATCH%STEP_EXECUTION S
			JOIN %TASK%TASK_BATCH T ON T.JOB_EXECUTION_ID = S.JOB_EXECUTION_ID
			SET S.END_TIME = ?, S.STATUS = ?, S.EXIT_CODE = ?, S.EXIT_MESSAGE = ?, S.LAST_UPDATED = ?,
				S.VERSION = S.VERSION + 1
			WHERE T.TASK_EXECUTION_ID = ? AND S.END_TIME IS NULL
			""";

	private static final String END_JOBS = """
			UPDATE %BATCH%JOB_EXECUTION J
			JOIN %TASK%TASK_BATCH T ON T.JOB_EXECUTION_ID = J.JOB_EXECUTION_ID
			SET J.END_TIME = ?, J.STATUS = ?, J.EXIT_CODE = ?, J.EXIT_MESSAGE = ?, J.LAST_UPDATED = ?,
				J.VERSION = J.VERSION + 1
			WHERE T.TASK_EXECUTION_ID = ? AND J.END_TIME IS NULL
			""";

	private final JdbcTemplate jdbc;

	private final TransactionTemplate transaction;

	private final Clock clock;

	EndedTasks(JdbcTemplate jdbc, TransactionTemplate transaction, Clock clock) {
		this.jdbc = jdbc;
		this.transaction = transaction;
		this.clock = clock;
	}

	/**
	 * Completes a run's record where the run did not do it itself. A task that is stopped
	 * closes its context in order, and would go down as a success: the exit code of its
	 * process knows better.
	 */
	void processExited(Run run, End end) {
		try {
			this.transaction.executeWithoutResult((status) -> write(run, end));
		}
		catch (DataAccessException ex) {
			TaskProcesses.LOG.warn("The end of task execution {} is not recorded, it will be at the next start: {}",
					run.executionId(), ex.getMessage());
		}
	}

	private void write(Run run, End end) {
		// Tasks write the local time of this machine.
		Timestamp now = Timestamp.valueOf(LocalDateTime.now(this.clock));
		Tables tables = run.tables();
		int ended = this.jdbc.update(tables.in(END_TASK), now, now, end.exitValue(), end.reason(), end.reason(), now,
				run.executionId(), end.exitValue());
		for (String statement : List.of(END_STEPS, END_JOBS)) {
			this.jdbc.update(tables.in(statement), now, end.batchStatus(), end.batchStatus(), end.reason(), now,
					run.executionId());
		}
		if (ended == 1) {
			TaskProcesses.LOG.warn("Task execution {} did not report its end. {}", run.executionId(), end.reason());
		}
	}

}
