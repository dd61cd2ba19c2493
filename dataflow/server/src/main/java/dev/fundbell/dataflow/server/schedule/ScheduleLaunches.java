package dev.fundbell.dataflow.server.schedule;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.fundbell.dataflow.server.execution.SchemaTarget;

import org.springframework.cloud.dataflow.core.LaunchResponse;
import org.springframework.cloud.dataflow.server.service.TaskExecutionService;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Launcher of schedules' tasks through Data Flow's own service, as an operator launches
 * them. It adds two arguments that identify the schedule and the run. If the server dies
 * before it records the execution id, another server finds the launch by them.
 */
@Component
class ScheduleLaunches {

	private static final String PLATFORM = "spring.cloud.dataflow.task.platformName";

	// Data Flow stores launch id and manifest after it has started the process. If it
	// died
	// in between, the arguments are among those that the task itself stored at its start.
	private static final String FIND = """
			SELECT E.TASK_EXECUTION_ID
			FROM %TASK%EXECUTION E
			LEFT JOIN %TASK%EXECUTION_METADATA M
				ON M.TASK_EXECUTION_ID = E.TASK_EXECUTION_ID AND E.EXTERNAL_EXECUTION_ID IS NOT NULL
			LEFT JOIN %TASK%EXECUTION_PARAMS N ON N.TASK_EXECUTION_ID = E.TASK_EXECUTION_ID AND N.TASK_PARAM = ?
			LEFT JOIN %TASK%EXECUTION_PARAMS D ON D.TASK_EXECUTION_ID = E.TASK_EXECUTION_ID AND D.TASK_PARAM = ?
			WHERE E.TASK_NAME = ? AND (N.TASK_PARAM IS NOT NULL AND D.TASK_PARAM IS NOT NULL
				OR LOCATE(?, M.TASK_EXECUTION_MANIFEST) > 0 AND LOCATE(?, M.TASK_EXECUTION_MANIFEST) > 0)
			ORDER BY E.TASK_EXECUTION_ID DESC LIMIT 1
			""";

	private static final String ALIVE = """
			SELECT COUNT(*) FROM %TASK%EXECUTION WHERE TASK_EXECUTION_ID = ? AND END_TIME IS NULL
			""";

	private final TaskExecutionService executions;

	private final JdbcTemplate jdbc;

	ScheduleLaunches(TaskExecutionService executions, JdbcTemplate jdbc) {
		this.executions = executions;
		this.jdbc = jdbc;
	}

	LaunchResponse launch(Schedule schedule, Instant due) {
		Map<String, String> properties = new LinkedHashMap<>(schedule.properties());
		properties.put(PLATFORM, schedule.platform());
		List<String> arguments = new ArrayList<>(schedule.arguments());
		arguments.add(nameArgument(schedule));
		arguments.add(dueArgument(due));
		return this.executions.executeTask(schedule.task(), properties, arguments);
	}

	Optional<LaunchResponse> find(Schedule schedule, Instant due) {
		String name = nameArgument(schedule);
		String run = dueArgument(due);
		SchemaTarget target = SchemaTarget.BOOT3;
		return this.jdbc
			.queryForList(target.in(FIND), Long.class, name, run, schedule.task(), quoted(name), quoted(run))
			.stream()
			.findFirst()
			.map((id) -> new LaunchResponse(id, target.id()));
	}

	boolean isAlive(Schedule.LastRun run) {
		if (run.executionId() == null) {
			return false;
		}
		String alive = SchemaTarget.of(run.schemaTarget()).in(ALIVE);
		Integer count = this.jdbc.queryForObject(alive, Integer.class, run.executionId());
		return count != null && count > 0;
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
