package dev.fundbell.dataflow.server.schedule;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.cloud.dataflow.core.LaunchResponse;
import org.springframework.cloud.dataflow.server.service.TaskExecutionService;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Launches a schedule's task the way an operator does, through Data Flow's own service,
 * with two arguments more that tell which run of which schedule it is. By them a launch
 * is found again whose server died before it could note it.
 */
@Component
class ScheduleLaunches {

	private static final String PLATFORM = "spring.cloud.dataflow.task.platformName";

	// Data Flow stores launch id and manifest once the process was started. Where it died
	// in between, the task itself has stored its arguments when it began.
	private static final String FIND = """
			SELECT E.TASK_EXECUTION_ID
			FROM BOOT3_TASK_EXECUTION E
			LEFT JOIN BOOT3_TASK_EXECUTION_METADATA M
				ON M.TASK_EXECUTION_ID = E.TASK_EXECUTION_ID AND E.EXTERNAL_EXECUTION_ID IS NOT NULL
			LEFT JOIN BOOT3_TASK_EXECUTION_PARAMS N ON N.TASK_EXECUTION_ID = E.TASK_EXECUTION_ID AND N.TASK_PARAM = ?
			LEFT JOIN BOOT3_TASK_EXECUTION_PARAMS D ON D.TASK_EXECUTION_ID = E.TASK_EXECUTION_ID AND D.TASK_PARAM = ?
			WHERE E.TASK_NAME = ? AND (N.TASK_PARAM IS NOT NULL AND D.TASK_PARAM IS NOT NULL
				OR LOCATE(?, M.TASK_EXECUTION_MANIFEST) > 0 AND LOCATE(?, M.TASK_EXECUTION_MANIFEST) > 0)
			ORDER BY E.TASK_EXECUTION_ID DESC LIMIT 1
			""";

	private static final String ALIVE = """
			SELECT COUNT(*) FROM %s WHERE TASK_EXECUTION_ID = ? AND END_TIME IS NULL
			""";

	private final TaskExecutionService executions;

	private final JdbcTemplate jdbc;

	ScheduleLaunches(TaskExecutionService executions, JdbcTemplate jdbc) {
		this.executions = executions;
		this.jdbc = jdbc;
	}

	LaunchResponse launch(Schedule schedule, Instant due) {
		Map<String, String> properties = new LinkedHashMap<>(Timing.forLaunch(schedule.properties()));
		properties.put(PLATFORM, schedule.platform());
		List<String> arguments = new ArrayList<>(schedule.arguments());
		arguments.add(nameArgument(schedule));
		arguments.add(dueArgument(due));
		return this.executions.executeTask(schedule.task(), properties, arguments);
	}

	Optional<LaunchResponse> find(Schedule schedule, Instant due) {
		String name = nameArgument(schedule);
		String run = dueArgument(due);
		return this.jdbc.queryForList(FIND, Long.class, name, run, schedule.task(), quoted(name), quoted(run))
			.stream()
			.findFirst()
			.map((id) -> new LaunchResponse(id, "boot3"));
	}

	boolean isAlive(Schedule.LastRun run) {
		if (run.executionId() == null) {
			return false;
		}
		String table = "boot2".equals(run.schemaTarget()) ? "TASK_EXECUTION" : "BOOT3_TASK_EXECUTION";
		Integer alive = this.jdbc.queryForObject(ALIVE.formatted(table), Integer.class, run.executionId());
		return alive != null && alive > 0;
	}

	private static String nameArgument(Schedule schedule) {
		return "--fundbell.schedule.name=" + schedule.name();
	}

	private static String dueArgument(Instant due) {
		return "--fundbell.schedule.due=" + due;
	}

	private static String quoted(String argument) {
		return '"' + argument + '"';
	}

}
