package dev.fundbell.dataflow.server.task;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.fundbell.dataflow.server.execution.ExecutionRef;
import dev.fundbell.dataflow.server.execution.SchemaTarget;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Recorder of the end of tasks that could not record it themselves, because they were
 * killed or failed before they reached the database. Without it such an execution would
 * show as running forever.
 */
@Component
class TaskEndRecorder {

	private static final Logger log = LoggerFactory.getLogger(TaskEndRecorder.class);

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

	TaskEndRecorder(JdbcTemplate jdbc, TransactionTemplate transaction, Clock clock) {
		this.jdbc = jdbc;
		this.transaction = transaction;
		this.clock = clock;
	}

	/**
	 * Records the end of an execution, with its job and steps, unless the task itself has
	 * recorded it. A task that is stopped closes its context in order and records a
	 * success; the exit code of its process overrules that.
	 */
	void record(ExecutionRef execution, ProcessExit exit) {
		try {
			this.transaction.executeWithoutResult((status) -> update(execution, exit));
		}
		catch (DataAccessException | TransactionException ex) {
			log.warn("The end of task execution {} is not recorded, it will be at the next start: {}", execution.id(),
					ex.getMessage());
		}
	}

	/** Records the end of the unfinished execution of a launch id. */
	void record(String launchId, ProcessExit exit) {
		unfinished().forEach((id, execution) -> {
			if (id.equals(launchId)) {
				record(execution, exit);
			}
		});
	}

	/** Returns all executions without an end, by launch id. */
	Map<String, ExecutionRef> unfinished() {
		Map<String, ExecutionRef> executions = new LinkedHashMap<>();
		for (SchemaTarget target : SchemaTarget.values()) {
			this.jdbc.query(target.in(UNFINISHED),
					(RowCallbackHandler) (row) -> executions.put(row.getString("EXTERNAL_EXECUTION_ID"),
							new ExecutionRef(row.getLong("TASK_EXECUTION_ID"), target)));
		}
		return executions;
	}

	private void update(ExecutionRef execution, ProcessExit exit) {
		// Tasks write the local time of this machine.
		Timestamp now = Timestamp.valueOf(LocalDateTime.now(this.clock));
		SchemaTarget target = execution.target();
		int ended = this.jdbc.update(target.in(END_TASK), now, now, exit.exitValue(), exit.reason(), exit.reason(), now,
				execution.id(), exit.seen() ? exit.exitValue() : 0);
		for (String statement : List.of(END_STEPS, END_JOBS)) {
			this.jdbc.update(target.in(statement), now, exit.batchStatus(), exit.batchStatus(), exit.reason(), now,
					execution.id());
		}
		if (ended == 1) {
			log.warn("Task execution {} did not report its end. {}", execution.id(), exit.reason());
		}
	}

}
