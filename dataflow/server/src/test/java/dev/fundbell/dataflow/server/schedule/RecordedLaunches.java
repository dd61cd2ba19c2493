package dev.fundbell.dataflow.server.schedule;

import java.lang.reflect.Proxy;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;

import org.springframework.cloud.dataflow.core.LaunchResponse;
import org.springframework.cloud.dataflow.server.service.TaskExecutionService;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Stand-in for Data Flow's task execution service that writes the rows of a launch and
 * starts no process.
 */
class RecordedLaunches {

	private static final String RUNS = """
			SELECT CONCAT(REGEXP_SUBSTR(TASK_EXECUTION_MANIFEST, 'name=[^"]*'), ' ',
				REGEXP_SUBSTR(TASK_EXECUTION_MANIFEST, 'due=[^"]*'))
			FROM BOOT3_TASK_EXECUTION_METADATA ORDER BY TASK_EXECUTION_ID
			""";

	private final JdbcTemplate jdbc;

	private volatile RuntimeException failure;

	RecordedLaunches(JdbcTemplate jdbc) {
		this.jdbc = jdbc;
	}

	void failWith(RuntimeException reason) {
		this.failure = reason;
	}

	/** The runs that were launched, in their order, as {@code name=… due=…}. */
	List<String> runs() {
		return this.jdbc.queryForList(RUNS, String.class);
	}

	void endAll() {
		this.jdbc.update("UPDATE BOOT3_TASK_EXECUTION SET END_TIME = START_TIME, EXIT_CODE = 0 WHERE END_TIME IS NULL");
	}

	/** What a server leaves that dies before the launch's transaction ends. */
	void forgetLaunchIds() {
		this.jdbc.update("DELETE FROM BOOT3_TASK_EXECUTION_METADATA");
		this.jdbc.update("UPDATE BOOT3_TASK_EXECUTION SET EXTERNAL_EXECUTION_ID = NULL");
	}

	@SuppressWarnings("unchecked")
	TaskExecutionService service() {
		return (TaskExecutionService) Proxy.newProxyInstance(getClass().getClassLoader(),
				new Class<?>[] { TaskExecutionService.class }, (proxy, method, values) -> {
					if (!method.getName().equals("executeTask")) {
						throw new UnsupportedOperationException(method.getName());
					}
					return launch((String) values[0], (Map<String, String>) values[1], (List<String>) values[2]);
				});
	}

	private LaunchResponse launch(String task, Map<String, String> properties, List<String> arguments) {
		if (this.failure != null) {
			throw this.failure;
		}
		Long id = this.jdbc.queryForObject("SELECT NEXTVAL(BOOT3_TASK_SEQ)", Long.class);
		String manifest = "[\"" + String.join("\",\"", arguments) + "\"] " + properties;
		this.jdbc.update(
				"INSERT INTO BOOT3_TASK_EXECUTION (TASK_EXECUTION_ID, TASK_NAME, START_TIME, EXTERNAL_EXECUTION_ID) VALUES (?, ?, ?, ?)",
				id, task, LocalDateTime.of(2026, 11, 23, 0, 0), task + "-" + id);
		this.jdbc.update(
				"INSERT INTO BOOT3_TASK_EXECUTION_METADATA (ID, TASK_EXECUTION_ID, TASK_EXECUTION_MANIFEST) VALUES (?, ?, ?)",
				id, id, manifest);
		return new LaunchResponse(id, "boot3");
	}

}
