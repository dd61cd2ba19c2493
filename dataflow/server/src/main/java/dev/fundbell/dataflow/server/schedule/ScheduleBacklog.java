package dev.fundbell.dataflow.server.schedule;

import dev.fundbell.dataflow.server.OwnSchedules;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Health indicator and metrics of the runs that are due and have not started. A server
 * whose oldest one has waited for long is {@code LATE}, which is no reason to restart it:
 * the status of the whole stays as it is.
 */
@Component("schedulesHealthIndicator")
@OwnSchedules
class ScheduleBacklog extends AbstractHealthIndicator implements HealthIndicator, MeterBinder {

	static final Status LATE = new Status("LATE", "A run has been due for long and has not started");

	private static final Duration LONG = Duration.ofMinutes(5);

	private static final String BACKLOG = """
			SELECT COUNT(*) AS waiting, MIN(since) AS oldest FROM (
				SELECT COALESCE(not_before, due) AS since FROM fundbell_schedule_runs
				WHERE state IN ('DUE', 'QUEUED') AND kind <> 'BACKFILL'
				UNION ALL
				SELECT next_due FROM fundbell_schedules WHERE next_due <= ?) WAITING
			WHERE since <= ?
			""";

	private final JdbcTemplate jdbc;

	private final Clock clock;

	ScheduleBacklog(JdbcTemplate jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		Backlog backlog = backlog();
		builder.status((backlog.age().compareTo(LONG) < 0) ? Status.UP : LATE)
			.withDetail("waiting", backlog.waiting())
			.withDetail("oldestDueSeconds", backlog.age().toSeconds());
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		TimeGauge.builder("fundbell.schedules.due.age", () -> backlog().age().toMillis(), TimeUnit.MILLISECONDS)
			.description("How long the oldest run that is due has waited for its start")
			.register(registry);
		Gauge.builder("fundbell.schedules.waiting", () -> backlog().waiting())
			.description("The number of runs that are due and have not started")
			.register(registry);
	}

	private Backlog backlog() {
		Instant now = this.clock.instant();
		return this.jdbc.queryForObject(BACKLOG, (row, number) -> {
			@Nullable Instant oldest = Columns.instant(row, "oldest");
			return new Backlog(row.getInt("waiting"), (oldest != null) ? Duration.between(oldest, now) : Duration.ZERO);
		}, Columns.utc(now), Columns.utc(now));
	}

	private record Backlog(int waiting, Duration age) {
	}

}
