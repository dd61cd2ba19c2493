package dev.fundbell.batch.report;

import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Ids of runs in the service's database. The rows that a run creates, grants, expires or
 * closes carry its id, so that an operator finds what a wrong run has done. A run is
 * entered right before it changes its first row. Thread-safe.
 */
public final class RunIds {

	/** The job parameter that tells a run from all others, in whatever database. */
	public static final String PARAMETER = "run-id";

	// It may be entered already, where the answer was lost.
	private static final String ENTER = """
			INSERT INTO task_runs (run_id, job, started_at) VALUES (:runId, :job, :startedAt)
			ON DUPLICATE KEY UPDATE job = VALUES(job) RETURNING id
			""";

	private final JdbcClient jdbc;

	private final Clock clock;

	private final Map<Long, Integer> ids = new ConcurrentHashMap<>();

	public RunIds(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/**
	 * The id of a step's run. Not to be asked for the first time within a transaction,
	 * which may be rolled back.
	 */
	public int of(StepExecution step) {
		return this.ids.computeIfAbsent(step.getJobExecution().getId(), (run) -> enter(step.getJobExecution()));
	}

	private int enter(JobExecution run) {
		return this.jdbc.sql(ENTER)
			.param("runId", Objects.requireNonNull(run.getJobParameters().getString(PARAMETER)))
			.param("job", run.getJobInstance().getJobName())
			.param("startedAt", LocalDateTime.ofInstant(this.clock.instant(), ZoneOffset.UTC))
			.query(Integer.class)
			.single();
	}

}
