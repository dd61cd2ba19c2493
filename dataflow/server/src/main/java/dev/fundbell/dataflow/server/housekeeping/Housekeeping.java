package dev.fundbell.dataflow.server.housekeeping;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.cloud.dataflow.server.service.TaskDeleteService;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Deletes executions that ended long ago, with their jobs, steps, manifests and logs.
 * Each batch is a transaction of Data Flow's own delete service, so that no lock is held
 * for long and a purge that is cut off goes on the next day.
 */
class Housekeeping {

	static final int BATCH = 200;

	private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

	private static final Map<String, String> TABLES = Map.of("boot2", "TASK_EXECUTION", "boot3",
			"BOOT3_TASK_EXECUTION");

	private static final String OLD = """
			SELECT TASK_EXECUTION_ID, EXTERNAL_EXECUTION_ID FROM %s
			WHERE END_TIME < ? AND PARENT_EXECUTION_ID IS NULL
			ORDER BY TASK_EXECUTION_ID LIMIT ?
			""";

	private final JdbcTemplate jdbc;

	private final TaskDeleteService executions;

	private final RunDirectories directories;

	private final Clock clock;

	private final Duration keep;

	Housekeeping(JdbcTemplate jdbc, TaskDeleteService executions, RunDirectories directories, Clock clock,
			Duration keep) {
		this.jdbc = jdbc;
		this.executions = executions;
		this.directories = directories;
		this.clock = clock;
		this.keep = keep;
	}

	/**
	 * Deletes what ended before the time to keep.
	 * @return how many executions that were
	 */
	int purge() {
		// Tasks write the local time of this machine.
		Timestamp before = Timestamp.valueOf(LocalDateTime.now(this.clock).minus(this.keep));
		int deleted = TABLES.keySet().stream().mapToInt((target) -> purge(target, before)).sum();
		LOG.info("Housekeeping deleted {} executions that ended before {}", deleted, before);
		return deleted;
	}

	private int purge(String schemaTarget, Timestamp before) {
		int deleted = 0;
		Map<Long, String> batch = batch(schemaTarget, before);
		while (!batch.isEmpty()) {
			this.executions.deleteTaskExecutions(new LinkedHashSet<>(batch.keySet()), schemaTarget);
			this.directories.delete(List.copyOf(batch.values()));
			deleted += batch.size();
			batch = batch(schemaTarget, before);
		}
		return deleted;
	}

	private Map<Long, String> batch(String schemaTarget, Timestamp before) {
		Map<Long, String> batch = new LinkedHashMap<>();
		this.jdbc.query(OLD.formatted(TABLES.get(schemaTarget)), (row) -> {
			String launchId = row.getString("EXTERNAL_EXECUTION_ID");
			batch.put(row.getLong("TASK_EXECUTION_ID"), (launchId != null) ? launchId : "");
		}, before, BATCH);
		return batch;
	}

}
