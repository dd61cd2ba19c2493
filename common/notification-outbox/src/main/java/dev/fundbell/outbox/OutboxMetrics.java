package dev.fundbell.outbox;

import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Metrics of the outbox. An instance without a relay does not look at chunks, so it has
 * only the number of notifications that it has created.
 */
final class OutboxMetrics implements MeterBinder {

	private final OutboxStatistics statistics;

	private final boolean relays;

	/**
	 * Metrics.
	 * @param statistics the figures
	 * @param relays whether this instance publishes
	 */
	OutboxMetrics(OutboxStatistics statistics, boolean relays) {
		this.statistics = statistics;
		this.relays = relays;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		FunctionCounter.builder("fundbell.outbox.created", this.statistics, OutboxStatistics::created)
			.description("Notifications that this instance has created and committed")
			.register(registry);
		if (this.relays) {
			bindRelayTo(registry);
		}
	}

	private void bindRelayTo(MeterRegistry registry) {
		FunctionCounter.builder("fundbell.outbox.published", this.statistics, OutboxStatistics::published)
			.description("Notifications that this instance has published")
			.register(registry);
		TimeGauge
			.builder("fundbell.outbox.oldest.age", this.statistics, TimeUnit.MILLISECONDS,
					(figures) -> figures.oldestAge().toMillis())
			.description("Age of the oldest unpublished notification of all instances")
			.register(registry);
		Gauge.builder("fundbell.outbox.parked", this.statistics, OutboxStatistics::parked)
			.description("Chunks that could not be published and wait for an operator")
			.register(registry);
	}

}
