package dev.fundbell.dataflow.server.housekeeping;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.fundbell.dataflow.server.execution.SchemaTarget;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.cloud.dataflow.core.AuditActionType;
import org.springframework.cloud.dataflow.core.AuditOperationType;
import org.springframework.cloud.dataflow.server.service.TaskDeleteService;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Retention of task executions: deletes those that ended long ago, with their jobs,
 * steps, manifests and logs, the runs of schedules, alerts that are over, and the audit
 * after a time of its own. Each batch is a transaction of Data Flow's own delete service,
 * so that no lock is held for long and a purge that is interrupted continues the next
 * day.
 */
class Housekeeping {

	static final int BATCH = 200;

	private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);

	private static final String OLD = """
			SELECT TASK_EXECUTION_ID, EXTERNAL_EXECUTION_ID FROM %TASK%EXECUTION
			WHERE END_TIME < ? AND PARENT_EXECUTION_ID IS NULL
			ORDER BY TASK_EXECUTION_ID LIMIT ?
			""";

	// One row per launch. A task that still runs is stopped through its row.
	private static final String DELETE_DEPLOYMENTS = """
			DELETE FROM task_deployment WHERE created_on < ? AND task_deployment_id NOT IN (
				SELECT EXTERNAL_EXECUTION_ID FROM TASK_EXECUTION WHERE END_TIME IS NULL AND EXTERNAL_EXECUTION_ID IS NOT NULL
				UNION ALL
				SELECT EXTERNAL_EXECUTION_ID FROM BOOT3_TASK_EXECUTION
				WHERE END_TIME IS NULL AND EXTERNAL_EXECUTION_ID IS NOT NULL)
			ORDER BY created_on LIMIT ?
			""";

	// That a schedule was created once is how "up" knows not to create it again.
	private static final String DELETE_AUDIT = """
			DELETE FROM audit_records WHERE created_on < ? AND NOT (audit_operation = %d AND audit_action = %d)
			ORDER BY created_on LIMIT ?
			""".formatted(AuditOperationType.SCHEDULE.getId(), AuditActionType.CREATE.getId());

	private static final String DELETE_RUNS = "DELETE FROM fundbell_schedule_runs WHERE ended < ? ORDER BY ended LIMIT ?";

	private static final String DELETE_ALERTS = "DELETE FROM fundbell_alerts WHERE resolved < ? ORDER BY resolved LIMIT ?";

	private final JdbcTemplate jdbc;

	private final TaskDeleteService executions;

	private final RunDirectories directories;

	private final Clock clock;

	private final Duration keep;

	private final Duration keepAudit;

	Housekeeping(JdbcTemplate jdbc, TaskDeleteService executions, RunDirectories directories, Clock clock,
			Duration keep, Duration keepAudit) {
		this.jdbc = jdbc;
		this.executions = executions;
		this.directories = directories;
		this.clock = clock;
		this.keep = keep;
		this.keepAudit = keepAudit;
	}

	/**
	 * Deletes the executions that are older than the time to keep.
	 * @return the number of deleted executions
	 */
	int purge() {
		// Tasks write the local time of this machine.
		Timestamp before = local(this.keep);
		int deleted = Stream.of(SchemaTarget.values()).mapToInt((target) -> purge(target, before)).sum();
		log.info("Housekeeping deleted {} executions that ended before {}", deleted, before);
		LocalDateTime utc = LocalDateTime.ofInstant(this.clock.instant().minus(this.keep), ZoneOffset.UTC);
		delete(DELETE_DEPLOYMENTS, before);
		delete(DELETE_AUDIT, local(this.keepAudit));
		delete(DELETE_RUNS, utc);
		delete(DELETE_ALERTS, utc);
		return deleted;
	}

	private Timestamp local(Duration age) {
		return Timestamp.valueOf(LocalDateTime.now(this.clock).minus(age));
	}

	private void delete(String statement, Object before) {
		int deleted = BATCH;
		while (deleted == BATCH) {
			deleted = this.jdbc.update(statement, before, BATCH);
		}
	}

	private int purge(SchemaTarget target, Timestamp before) {
		int deleted = 0;
		Map<Long, String> batch = batch(target, before);
		while (!batch.isEmpty()) {
			this.executions.deleteTaskExecutions(new LinkedHashSet<>(batch.keySet()), target.id());
			this.directories.delete(List.copyOf(batch.values()));
			deleted += batch.size();
			batch = batch(target, before);
		}
		return deleted;
	}

	private Map<Long, String> batch(SchemaTarget target, Timestamp before) {
		Map<Long, String> batch = new LinkedHashMap<>();
		this.jdbc.query(target.in(OLD), (row) -> {
			String launchId = row.getString("EXTERNAL_EXECUTION_ID");
			batch.put(row.getLong("TASK_EXECUTION_ID"), (launchId != null) ? launchId : "");
		}, before, BATCH);
		return batch;
	}

}
