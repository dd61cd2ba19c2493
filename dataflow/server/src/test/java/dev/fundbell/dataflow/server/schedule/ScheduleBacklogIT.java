package dev.fundbell.dataflow.server.schedule;

import java.time.Duration;
import java.time.Instant;

import dev.fundbell.dataflow.server.platform.Platform;
import dev.fundbell.test.SettableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.health.Status;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/** Health and metrics of runs that are due, on the real tables. */
class ScheduleBacklogIT {

	private final JdbcTemplate jdbc = ScheduleTables.in(Platform.database(), "schedule_runs");

	private final SettableClock clock = new SettableClock("2026-11-23T00:00:00Z");

	private final ScheduleBacklog backlog = new ScheduleBacklog(this.jdbc, this.clock);

	private final Runs runs = new Runs(this.jdbc, this.clock);

	private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

	@BeforeEach
	void empty() {
		ScheduleTables.empty(this.jdbc);
		this.backlog.bindTo(this.metrics);
		new RunMetrics(this.jdbc, this.clock).bindTo(this.metrics);
	}

	@Test
	void isWellWhileNothingWaitsForLong() {
		assertThat(this.backlog.health().getStatus()).isEqualTo(Status.UP);
		assertThat(this.backlog.health().getDetails()).containsEntry("waiting", 0)
			.containsEntry("oldestDueSeconds", 0L);
		assertThat(gauge("fundbell.schedules.due.age")).isZero();
	}

	@Test
	void knowsTheAgeOfTheOldestRunThatIsDue() {
		Instant due = this.clock.instant();
		this.runs.add("daily", due, RunKind.SCHEDULED);
		this.runs.add("daily", due.plusSeconds(60), RunKind.SCHEDULED);
		this.runs.addBackfill("daily", due.minusSeconds(86_400), 1);
		this.clock.advance(Duration.ofSeconds(299));
		assertThat(this.backlog.health().getStatus()).isEqualTo(Status.UP);
		this.clock.advance(Duration.ofSeconds(1));
		assertThat(this.backlog.health().getStatus()).isEqualTo(ScheduleBacklog.LATE);
		assertThat(this.backlog.health().getDetails()).containsEntry("waiting", 2)
			.containsEntry("oldestDueSeconds", 300L);
		assertThat(gauge("fundbell.schedules.due.age")).isEqualTo(300);
		assertThat(gauge("fundbell.schedules.waiting")).isEqualTo(2);
	}

	@Test
	void countsTheRunsThatEndedWithinTheLastHourByTheirState() {
		addEnded("MISSED", Duration.ofMinutes(59));
		addEnded("MISSED", Duration.ofMinutes(61));
		addEnded("FAILED", Duration.ofMinutes(1));
		assertThat(gauge("fundbell.schedules.ended", "state", "missed")).isEqualTo(1);
		assertThat(gauge("fundbell.schedules.ended", "state", "failed")).isEqualTo(1);
		assertThat(gauge("fundbell.schedules.ended", "state", "lost")).isZero();
		assertThat(gauge("fundbell.schedules.runs", "state", "running")).isZero();
	}

	private void addEnded(String state, Duration ago) {
		Instant ended = this.clock.instant().minus(ago);
		this.jdbc.update("INSERT INTO fundbell_schedule_runs (schedule, due, kind, state, attempt, ended) "
				+ "VALUES ('daily', ?, 'SCHEDULED', ?, 1, ?)", Columns.utc(ended), state, Columns.utc(ended));
	}

	private double gauge(String name, String... tags) {
		return this.metrics.get(name).tags(tags).gauge().value();
	}

}
