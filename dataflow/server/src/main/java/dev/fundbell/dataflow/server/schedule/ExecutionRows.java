package dev.fundbell.dataflow.server.schedule;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

import dev.fundbell.dataflow.server.execution.ExecutionRef;
import dev.fundbell.dataflow.server.task.TaskEndRecorder;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** Repository of the rows that Data Flow and the tasks write of executions. */
@Repository
class ExecutionRows {

	private static final String FIND = """
			SELECT EXTERNAL_EXECUTION_ID, START_TIME, END_TIME, EXIT_CODE, EXIT_MESSAGE FROM %TASK%EXECUTION
			WHERE TASK_EXECUTION_ID = ?
			""";

	private final JdbcTemplate jdbc;

	ExecutionRows(JdbcTemplate jdbc) {
		this.jdbc = jdbc;
	}

	Optional<Row> find(ExecutionRef execution) {
		return this.jdbc.query(execution.target().in(FIND), ExecutionRows::row, execution.id()).stream().findFirst();
	}

	private static Row row(ResultSet row, int number) throws SQLException {
		return new Row(row.getString("EXTERNAL_EXECUTION_ID"), row.getObject("START_TIME") != null,
				row.getObject("END_TIME") != null, row.getInt("EXIT_CODE"), row.getString("EXIT_MESSAGE"));
	}

	/**
	 * The row of an execution.
	 *
	 * @param launchId the external id; null until the launch is stored
	 * @param started whether its process was started, or was about to be
	 * @param ended whether it has an end
	 * @param exitCode the exit code, once it has an end
	 * @param message the reason of the end; null or empty if all went well
	 */
	record Row(@Nullable String launchId, boolean started, boolean ended, int exitCode, @Nullable String message) {

		boolean wasLaunched() {
			return this.launchId != null || this.started;
		}

		/** Tells whether it has ended, and its process was never started. */
		boolean wasNeverStarted() {
			return this.ended && this.exitCode == ExecutionRef.LOST && this.message != null
					&& this.message.startsWith(TaskEndRecorder.NEVER_STARTED);
		}

		/** Returns the end in words for operators. */
		String outcome() {
			String first = (this.message != null) ? this.message.strip().lines().findFirst().orElse("") : "";
			return "exit code " + this.exitCode + (first.isEmpty() ? "" : ": " + first);
		}

	}

}
