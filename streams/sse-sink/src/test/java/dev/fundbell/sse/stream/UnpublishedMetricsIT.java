package dev.fundbell.sse.stream;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;

import dev.fundbell.test.RealServers;
import dev.fundbell.test.Rows;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** The metrics of the outbox, from the service's real schema. */
class UnpublishedMetricsIT {

	private static final Duration AGE = Duration.ofSeconds(90);

	private final Clock clock = Clock.fixed(Rows.CREATED_AT.toInstant(ZoneOffset.UTC).plus(AGE), ZoneOffset.UTC);

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	@Test
	void knowTheAgeOfTheOldestChunkAndCountParkedOnesApart() {
		Rows rows = new Rows(RealServers.get().fundbellDatabase().dataSource());
		UnpublishedMetrics metrics = new UnpublishedMetrics(rows.jdbc(), this.clock, this.meters);
		assertThat(value("fundbell.unpublished.age")).as("not looked yet").isNaN();
		metrics.observe();
		assertThat(value("fundbell.unpublished.age")).isZero();
		assertThat(value("fundbell.unpublished.parked")).isZero();
		long user = rows.user("ko");
		long waiting = rows.notification(user, "a text", "PUBLISHING", null, null);
		long parked = rows.notification(user, "a text", "PUBLISHING", null, null);
		rows.jdbc().sql("UPDATE unpublished_ranges SET attempts = 5 WHERE first_id = ?").param(parked).update();
		metrics.observe();
		assertThat(value("fundbell.unpublished.age")).isEqualTo(AGE.toSeconds());
		assertThat(value("fundbell.unpublished.parked")).isEqualTo(1);
		rows.jdbc().sql("DELETE FROM unpublished_ranges WHERE first_id = ?").param(waiting).update();
		metrics.observe();
		assertThat(value("fundbell.unpublished.age")).as("a parked chunk alone").isZero();
	}

	@Test
	void areNoNumbersWhileTheDatabaseCannotBeRead() {
		JdbcClient withoutSchema = JdbcClient.create(RealServers.get().emptyDatabase().dataSource());
		new UnpublishedMetrics(withoutSchema, this.clock, this.meters).observe();
		assertThat(value("fundbell.unpublished.age")).isNaN();
		assertThat(value("fundbell.unpublished.parked")).isNaN();
	}

	private double value(String name) {
		return this.meters.get(name).gauge().value();
	}

}
