package dev.fundbell.dataflow.server.task;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

import dev.fundbell.dataflow.server.execution.ExecutionRef;
import dev.fundbell.dataflow.server.execution.SchemaTarget;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Recorder of the end of tasks that could not record it themselves, because they were
 * killed or failed before they reached the database. Without it such an execution would
 * show as running forever. It also claims the start of a process, so that of several
 * servers one starts it, and none after the end was recorded. Thread-safe.
 */
@Component
public class TaskEndRecorder {

	/** The exit message of a task that was stopped. */
	public static final String STOPPED = "The task was stopped on request.";

	/**
	 * The first words of the exit message of an execution whose process was never
	 * started, and never will be: it may be launched again.
	 */
	public static final String NEVER_STARTED = "Never started: ";

	private static final Logger log = LoggerFactory.getLogger(TaskEndRecorder.class);

	private static final String END_TASK = """
			UPDATE %TASK%EXECUTION
			SET START_TIME = COALESCE(START_TIME, ?), END_TIME = ?, EXIT_CODE = ?, EXIT_MESSAGE = ?, ERROR_MESSAGE = ?,
				LAST_UPDATED = ?
			WHERE TASK_EXECUTION_ID = ? AND (END_TIME IS NULL OR EXIT_CODE = 0 AND ? <> 0)
			""";

	private static final String UNFINISHED = """
			SELECT TASK_EXECUTION_ID, TASK_NAME, EXTERNAL_EXECUTION_ID, START_TIME FROM %TASK%EXECUTION
			WHERE END_TIME IS NULL ORDER BY TASK_EXECUTION_ID
			""";

	private static final String SET_LAUNCH_ID = """
			UPDATE %TASK%EXECUTION SET EXTERNAL_EXECUTION_ID = ?
			WHERE TASK_EXECUTION_ID = ? AND EXTERNAL_EXECUTION_ID IS NULL
			""";

	private static final String CLAIM_START = """
			UPDATE %TASK%EXECUTION SET START_TIME = ?, EXTERNAL_EXECUTION_ID = ?, LAST_UPDATED = ?
			WHERE TASK_EXECUTION_ID = ? AND START_TIME IS NULL AND END_TIME IS NULL
			""";

	private static final String LOCK_UNSTARTED = """
			SELECT TASK_EXECUTION_ID FROM %TASK%EXECUTION
			WHERE TASK_EXECUTION_ID = ? AND START_TIME IS NULL AND END_TIME IS NULL FOR UPDATE
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

	/** Data Flow's own transaction ends after the launch, and is rolled back with it. */
	private final TransactionTemplate separate;

	private final Clock clock;

	private final Map<ExecutionRef, Runnable> kept = new ConcurrentHashMap<>();

	public TaskEndRecorder(JdbcTemplate jdbc, TransactionTemplate transaction, Clock clock) {
		this.jdbc = jdbc;
		this.separate = new TransactionTemplate(Objects.requireNonNull(transaction.getTransactionManager()));
		this.separate.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
		this.clock = clock;
	}

	/**
	 * Records the end of an execution, with its job and steps, unless the task itself has
	 * recorded it. A task that is stopped closes its context in order and records a
	 * success; the exit code of its process overrules that. If the database is away the
	 * end is kept until {@link #recordKept}.
	 */
	void record(ExecutionRef execution, ProcessExit exit) {
		recordOrKeep(execution, () -> update(execution, exit));
	}

	/**
	 * Records the end of a launch that failed, as {@link #record} does, unless its
	 * process was started all the same.
	 */
	void recordUnlessStarted(ExecutionRef execution, ProcessExit exit) {
		recordOrKeep(execution, () -> updateUnlessStarted(execution, exit));
	}

	private void recordOrKeep(ExecutionRef execution, Runnable end) {
		try {
			this.separate.executeWithoutResult((status) -> end.run());
			this.kept.remove(execution);
		}
		catch (DataAccessException | TransactionException ex) {
			this.kept.putIfAbsent(execution, end);
			log.warn("The end of task execution {} cannot be recorded yet: {}", execution.id(), ex.getMessage());
		}
	}

	/**
	 * Records the end of an execution whose process was never started. No server can
	 * start it after that.
	 * @return false if it was started, or has ended, meanwhile
	 */
	public boolean recordNeverStarted(ExecutionRef execution, String reason) {
		return Boolean.TRUE.equals(
				this.separate.execute((status) -> updateUnlessStarted(execution, ProcessExit.neverStarted(reason))));
	}

	/** Records the ends that the database has not taken before. */
	void recordKept() {
		Map.copyOf(this.kept).forEach(this::recordOrKeep);
	}

	/** Returns all executions without an end. */
	List<Unfinished> unfinished() {
		List<Unfinished> executions = new ArrayList<>();
		for (SchemaTarget target : SchemaTarget.values()) {
			executions.addAll(this.jdbc.query(target.in(UNFINISHED),
					(row, number) -> new Unfinished(new ExecutionRef(row.getLong("TASK_EXECUTION_ID"), target),
							row.getString("TASK_NAME"), row.getString("EXTERNAL_EXECUTION_ID"),
							row.getObject("START_TIME") != null)));
		}
		return executions;
	}

	/**
	 * Claims the start of an execution's process, just before it is started. The row then
	 * has a start and the launch id, so that after a crash one sees whether it may be
	 * launched again.
	 * @throws OptimisticLockingFailureException if another server has started or ended
	 * the execution
	 */
	void claimStart(ExecutionRef execution, String launchId) {
		Timestamp now = now();
		this.separate.executeWithoutResult((status) -> {
			if (this.jdbc.update(execution.target().in(CLAIM_START), now, launchId, now, execution.id()) != 1) {
				throw new OptimisticLockingFailureException(
						"execution " + execution.id() + " was started or ended by another server");
			}
		});
	}

	/** Stores the launch id that Data Flow had no time to store. */
	void setLaunchId(ExecutionRef execution, String launchId) {
		this.jdbc.update(execution.target().in(SET_LAUNCH_ID), launchId, execution.id());
	}

	private boolean updateUnlessStarted(ExecutionRef execution, ProcessExit exit) {
		boolean unstarted = !this.jdbc.queryForList(execution.target().in(LOCK_UNSTARTED), Long.class, execution.id())
			.isEmpty();
		if (unstarted) {
			update(execution, exit);
		}
		return unstarted;
	}

	private void update(ExecutionRef execution, ProcessExit exit) {
		Timestamp now = now();
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

	// Tasks write the local time of this machine.
	private Timestamp now() {
		return Timestamp.valueOf(LocalDateTime.now(this.clock));
	}

}
