package dev.fundbell.outbox;

import java.time.Duration;
import java.util.function.BooleanSupplier;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Health of the outbox: DOWN once a notification has waited too long for its publication,
 * or the relay has ended. The service goes on meanwhile and loses nothing, so this
 * belongs neither into liveness nor into readiness.
 */
final class OutboxHealth implements HealthIndicator {

	private final OutboxStatistics statistics;

	private final BooleanSupplier relayRuns;

	private final Duration maxAge;

	OutboxHealth(OutboxStatistics statistics, BooleanSupplier relayRuns, Duration maxAge) {
		this.statistics = statistics;
		this.relayRuns = relayRuns;
		this.maxAge = maxAge;
	}

	@Override
	public Health health() {
		Duration age = this.statistics.oldestAge();
		boolean late = !this.maxAge.isZero() && age.compareTo(this.maxAge) > 0;
		Health.Builder health = (late || !this.relayRuns.getAsBoolean()) ? Health.down() : Health.up();
		health.withDetail("oldestUnpublishedSeconds", age.toSeconds()).withDetail("parked", this.statistics.parked());
		String trouble = this.statistics.trouble();
		return (trouble.isEmpty() ? health : health.withDetail("reason", trouble)).build();
	}

}
