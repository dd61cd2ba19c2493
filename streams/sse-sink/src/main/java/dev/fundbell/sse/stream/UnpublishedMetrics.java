package dev.fundbell.sse.stream;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Metrics of the outbox: the age of the oldest unpublished chunk, and how many chunks are
 * parked. They are here because a sink always runs, and tasks do not. All instances
 * report the same values, which are read from the database. While it is away there are
 * none.
 */
class UnpublishedMetrics {

	private static final int PARKED_AFTER = 5;

	// Parked chunks wait for an operator, and are counted apart.
	private static final String OLDEST = """
			SELECT
			  (SELECT MIN(n.created_at) FROM (SELECT first_id FROM unpublished_ranges WHERE attempts < :parked
			    ORDER BY first_id LIMIT 1000) r JOIN notifications n ON n.id = r.first_id) AS oldest,
			  (SELECT COUNT(*) FROM unpublished_ranges WHERE attempts >= :parked) AS parked
			""";

	private final JdbcClient jdbc;

	private final Clock clock;

	private volatile double ageMillis = Double.NaN;

	private volatile double parked = Double.NaN;

	UnpublishedMetrics(JdbcClient jdbc, Clock clock, MeterRegistry registry) {
		this.jdbc = jdbc;
		this.clock = clock;
		TimeGauge.builder("fundbell.unpublished.age", () -> this.ageMillis, TimeUnit.MILLISECONDS)
			.description("How old the oldest chunk is that Kafka has not acknowledged; parked ones aside")
			.register(registry);
		Gauge.builder("fundbell.unpublished.parked", () -> this.parked)
			.description("Chunks that could not be published in five attempts")
			.register(registry);
	}

	@Scheduled(fixedDelayString = "PT15S")
	void observe() {
		try {
			this.jdbc.sql(OLDEST).param("parked", PARKED_AFTER).query(this::take);
		}
		catch (DataAccessException ex) {
			this.ageMillis = Double.NaN;
			this.parked = Double.NaN;
		}
	}

	private void take(ResultSet row) throws SQLException {
		LocalDateTime oldest = row.getObject("oldest", LocalDateTime.class);
		this.ageMillis = (oldest != null)
				? Math.max(0, Duration.between(oldest.toInstant(ZoneOffset.UTC), this.clock.instant()).toMillis()) : 0;
		this.parked = row.getLong("parked");
	}

}
