package dev.fundbell.dataflow.server.schedule;

import java.lang.reflect.Proxy;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;

import dev.fundbell.dataflow.server.execution.CurrentLaunch;
import dev.fundbell.dataflow.server.execution.ExecutionRef;
import dev.fundbell.dataflow.server.execution.SchemaTarget;

import org.springframework.cloud.dataflow.core.LaunchResponse;
import org.springframework.cloud.dataflow.server.job.LauncherRepository;
import org.springframework.cloud.dataflow.server.service.TaskExecutionService;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

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

	private static final String CREATE = """
			INSERT INTO BOOT3_TASK_EXECUTION (TASK_EXECUTION_ID, TASK_NAME) VALUES (?, ?)
			""";

	private static final String LAUNCHED = """
			UPDATE BOOT3_TASK_EXECUTION SET START_TIME = ?, EXTERNAL_EXECUTION_ID = ? WHERE TASK_EXECUTION_ID = ?
			""";

	private static final String MANIFEST = """
			INSERT INTO BOOT3_TASK_EXECUTION_METADATA (ID, TASK_EXECUTION_ID, TASK_EXECUTION_MANIFEST) VALUES (?, ?, ?)
			""";

	private final JdbcTemplate jdbc;

	private final TransactionTemplate transaction;

	private final CurrentLaunch current = new CurrentLaunch();

	private volatile Runnable beforeCreation = () -> {
	};

	private volatile Runnable afterCreation = () -> {
	};

	RecordedLaunches(JdbcTemplate jdbc, TransactionTemplate transaction) {
		this.jdbc = jdbc;
		this.transaction = transaction;
	}

	/** Runs an event, such as a failure, before the execution is created. */
	void beforeCreation(Runnable event) {
		this.beforeCreation = event;
	}

	/**
	 * Runs an event between the creation of the execution and the start of the process.
	 */
	void afterCreation(Runnable event) {
		this.afterCreation = event;
	}

	/** The runs that were launched, in their order, as {@code name=… due=…}. */
	List<String> runs() {
		return this.jdbc.queryForList(RUNS, String.class);
	}

	void endAll(int exitCode) {
		this.jdbc.update(
				"UPDATE BOOT3_TASK_EXECUTION SET END_TIME = START_TIME, EXIT_CODE = ?, EXIT_MESSAGE = IF(? = 0, NULL, 'why') WHERE END_TIME IS NULL",
				exitCode, exitCode);
	}

	ScheduleLaunches launches() {
		LauncherRepository none = stub(LauncherRepository.class,
				(name, values) -> name.equals("findAll") ? List.of() : null);
		return new ScheduleLaunches(service(), none, this.current);
	}

	@SuppressWarnings("unchecked")
	private TaskExecutionService service() {
		return stub(TaskExecutionService.class, (name, values) -> {
			if (!name.equals("executeTask")) {
				throw new UnsupportedOperationException(name);
			}
			return launch((String) values[0], (Map<String, String>) values[1], (List<String>) values[2]);
		});
	}

	@SuppressWarnings("unchecked")
	private static <T> T stub(Class<T> type, Answer answer) {
		return (T) Proxy.newProxyInstance(RecordedLaunches.class.getClassLoader(), new Class<?>[] { type },
				(proxy, method, values) -> answer.to(method.getName(), values));
	}

	private LaunchResponse launch(String task, Map<String, String> properties, List<String> arguments) {
		this.beforeCreation.run();
		long id = this.transaction.execute((status) -> create(task));
		this.afterCreation.run();
		this.jdbc.update(LAUNCHED, LocalDateTime.of(2026, 11, 23, 0, 0), task + "-" + id, id);
		this.jdbc.update(MANIFEST, id, id, "[\"" + String.join("\",\"", arguments) + "\"] " + properties);
		return new LaunchResponse(id, "boot3");
	}

	private long create(String task) {
		long id = this.jdbc.queryForObject("SELECT NEXTVAL(BOOT3_TASK_SEQ)", Long.class);
		this.jdbc.update(CREATE, id, task);
		this.current.created(new ExecutionRef(id, SchemaTarget.BOOT3));
		return id;
	}

	private interface Answer {

		Object to(String method, Object[] values);

	}

}
