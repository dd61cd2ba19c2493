package dev.fundbell.dataflow.server.task;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
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

	private static final String UNFINISHED = """
			SELECT TASK_EXECUTION_ID, EXTERNAL_EXECUTION_ID FROM %TASK%EXECUTION
			WHERE END_TIME IS NULL AND EXTERNAL_EXECUTION_ID IS NOT NULL
			ORDER BY TASK_EXECUTION_ID
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
	void write(Run run, End end) {
		try {
			this.transaction.executeWithoutResult((status) -> writeAll(run, end));
		}
		catch (DataAccessException ex) {
			TaskProcesses.LOG.warn("The end of task execution {} is not recorded, it will be at the next start: {}",
					run.executionId(), ex.getMessage());
		}
	}

	/**
	 * The same for a run of which only the launch id is known.
	 */
	void write(String launchId, End end) {
		unfinished().forEach((id, run) -> {
			if (id.equals(launchId)) {
				write(run, end);
			}
		});
	}

	/**
	 * All runs that have not reported their end, by launch id.
	 */
	Map<String, Run> unfinished() {
		Map<String, Run> runs = new LinkedHashMap<>();
		for (Tables tables : Tables.values()) {
			this.jdbc.query(tables.in(UNFINISHED), (RowCallbackHandler) (row) -> runs
				.put(row.getString("EXTERNAL_EXECUTION_ID"), new Run(row.getLong("TASK_EXECUTION_ID"), tables)));
		}
		return runs;
	}

	private void writeAll(Run run, End end) {
		// Tasks write the local time of this machine.
		Timestamp now = Timestamp.valueOf(LocalDateTime.now(this.clock));
		Tables tables = run.tables();
		int ended = this.jdbc.update(tables.in(END_TASK), now, now, end.exitValue(), end.reason(), end.reason(), now,
				run.executionId(), end.seen() ? end.exitValue() : 0);
		for (String statement : List.of(END_STEPS, END_JOBS)) {
			this.jdbc.update(tables.in(statement), now, end.batchStatus(), end.batchStatus(), end.reason(), now,
					run.executionId());
		}
		if (ended == 1) {
			TaskProcesses.LOG.warn("Task execution {} did not report its end. {}", run.executionId(), end.reason());
		}
	}

}
