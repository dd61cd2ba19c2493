package dev.fundbell.dataflow.server.schedule;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.jspecify.annotations.Nullable;

import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Metrics of the runs of schedules and of the servers that share the database. They are
 * read from it when they are asked for, so that all servers say the same and a restart
 * forgets nothing.
 */
@Component
@Profile("!kubernetes & !cloud")
class RunMetrics implements MeterBinder {

	private static final Duration RECENT = Duration.ofHours(1);

	private static final List<RunState> ENDS = List.of(RunState.SUCCEEDED, RunState.FAILED, RunState.LOST,
			RunState.MISSED, RunState.SKIPPED);

	private static final String ENDED = "SELECT COUNT(*) FROM fundbell_schedule_runs WHERE state = ? AND ended > ?";

	private static final String UNDER_WAY = "SELECT COUNT(*) FROM fundbell_schedule_runs WHERE state = ?";

	private static final String ALIVE = "SELECT COUNT(*) FROM fundbell_servers WHERE taken_by IS NULL";

	private final JdbcTemplate jdbc;

	private final Clock clock;

	RunMetrics(JdbcTemplate jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		ENDS.forEach((state) -> gauge("fundbell.schedules.ended", "Runs that ended so within the last hour", state,
				() -> count(ENDED, state.name(), Columns.utc(this.clock.instant().minus(RECENT))), registry));
		for (RunState state : new RunState[] { RunState.QUEUED, RunState.LAUNCHING, RunState.RUNNING }) {
			gauge("fundbell.schedules.runs", "Runs that have not ended", state, () -> count(UNDER_WAY, state.name()),
					registry);
		}
		Gauge.builder("fundbell.servers", () -> count(ALIVE))
			.description("Data Flow servers that share the database and are alive")
			.register(registry);
	}

	private static void gauge(String name, String description, RunState state, Supplier<Number> value,
			MeterRegistry registry) {
		Gauge.builder(name, value)
			.description(description)
			.tag("state", state.name().toLowerCase(Locale.ROOT))
			.register(registry);
	}

	private Number count(String query, @Nullable Object... values) {
		return this.jdbc.queryForObject(query, Long.class, values);
	}

}
