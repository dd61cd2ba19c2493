package dev.fundbell.dataflow.server.trace;

import java.sql.ResultSet;
import java.sql.SQLException;

import org.jspecify.annotations.Nullable;

/**
 * Execution of a task, as Data Flow has recorded it.
 *
 * @param id its id in dashboard and REST
 * @param task the task's name
 * @param schedule the schedule that has launched it, if one has
 */
record ExecutionOfRun(long id, String task, @Nullable String schedule) {

	// The tasks that create notifications are Boot 3 and later. A run's id is a
	// parameter of its job.
	static final String QUERY = """
			SELECT E.TASK_EXECUTION_ID, E.TASK_NAME, S.schedule
			FROM BOOT3_BATCH_JOB_EXECUTION_PARAMS P
				JOIN BOOT3_TASK_TASK_BATCH B ON B.JOB_EXECUTION_ID = P.JOB_EXECUTION_ID
				JOIN BOOT3_TASK_EXECUTION E ON E.TASK_EXECUTION_ID = B.TASK_EXECUTION_ID
				LEFT JOIN fundbell_schedule_runs S
					ON S.execution_id = E.TASK_EXECUTION_ID AND S.schema_target = 'boot3'
			WHERE P.PARAMETER_NAME = 'run-id' AND P.PARAMETER_VALUE = ?
			LIMIT 1
			""";

	static ExecutionOfRun of(ResultSet row) throws SQLException {
		return new ExecutionOfRun(row.getLong(1), row.getString(2), row.getString(3));
	}

}
