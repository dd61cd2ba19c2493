package dev.fundbell.dataflow.server.task;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.Optional;

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
			WHERE TASK_EXECUTION_ID = ? AND END_TIME IS NULL
			""";

	private static final String END_STEPS = """
			UPDATE %BATCH%STEP_EXECUTION S
			JOIN %TASK%TASK_BATCH T ON T.JOB_EXECUTION_ID = S.JOB_EXECUTION_ID
			SET S.END_TIME = ?, S.STATUS = 'FAILED', S.EXIT_CODE = 'FAILED', S.EXIT_MESSAGE = ?, S.LAST_UPDATED = ?,
				S.VERSION = S.VERSION + 1
			WHERE T.TASK_EXECUTION_ID = ? AND S.END_TIME IS NULL
			""";

	private static final String END_JOBS = """
			UPDATE %BATCH%JOB_EXECUTION J
			JOIN %TASK%TASK_BATCH T ON T.JOB_EXECUTION_ID = J.JOB_EXECUTION_ID
			SET J.END_TIME = ?, J.STATUS = 'FAILED', J.EXIT_CODE = 'FAILED', J.EXIT_MESSAGE = ?, J.LAST_UPDATED = ?,
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
	 * Completes a run's record where the run did not do it itself.
	 * @param run what ran; empty if it is in no table
	 * @param exitValue how the process ended
	 * @param directory where its error output is
	 */
	void processExited(Optional<Run> run, int exitValue, TaskDirectory directory) {
		run.ifPresent((known) -> {
			try {
				end(known, exitValue, EndReason.of(exitValue, directory));
			}
			catch (DataAccessException ex) {
				TaskProcesses.LOG.warn("The end of task execution {} is not recorded: {}. It is at the next start.",
						known.executionId(), ex.getMessage());
			}
		});
	}

	void end(Run run, int exitValue, String reason) {
		// Tasks write the local time of this machine.
		Timestamp now = Timestamp.valueOf(LocalDateTime.now(this.clock));
		Tables tables = run.tables();
		this.transaction.executeWithoutResult((status) -> {
			int ended = this.jdbc.update(tables.in(END_TASK), now, now, exitValue, reason, reason, now,
					run.executionId());
			this.jdbc.update(tables.in(END_STEPS), now, reason, now, run.executionId());
			this.jdbc.update(tables.in(END_JOBS), now, reason, now, run.executionId());
			if (ended == 1) {
				TaskProcesses.LOG.warn("Task execution {} is marked as ended: {}", run.executionId(), reason);
			}
		});
	}

}
