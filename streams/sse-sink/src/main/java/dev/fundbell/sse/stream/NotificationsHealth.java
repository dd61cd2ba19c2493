package dev.fundbell.sse.stream;

import java.time.Duration;
import java.util.function.LongSupplier;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.Metric;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Whether published notifications reach this instance. A consumer does not fail when its
 * broker is away, it just gets no answers: so this watches its count of answered fetches,
 * of which there are some each second even when nothing is published.
 */
public final class NotificationsHealth implements HealthIndicator {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final ConsumerPositions positions;

	private final LongSupplier nanoTime;

	private volatile double fetches;

	private volatile long lastFetch;

	NotificationsHealth(ConsumerPositions positions, LongSupplier nanoTime) {
		this.positions = positions;
		this.nanoTime = nanoTime;
		this.lastFetch = nanoTime.getAsLong();
	}

	/**
	 * Whether everything that is published from now on will come.
	 * @return whether the consumer has its place in every partition
	 */
	public boolean hasBegun() {
		return consumer() != null;
	}

	private @Nullable Consumer<?, ?> consumer() {
		return this.positions.consumer(StreamConfiguration.NOTIFICATIONS_BINDING);
	}

	@Scheduled(fixedDelayString = "PT1S")
	void observe() {
		Consumer<?, ?> consumer = consumer();
		if (consumer == null) {
			return;
		}
		double now = consumer.metrics()
			.values()
			.stream()
			.filter(NotificationsHealth::countsFetches)
			.mapToDouble((metric) -> (metric.metricValue() instanceof Double value) ? value : 0)
			.sum();
		if (now != this.fetches) {
			this.fetches = now;
			this.lastFetch = this.nanoTime.getAsLong();
		}
	}

	private static boolean countsFetches(Metric metric) {
		return metric.metricName().name().equals("fetch-total");
	}

	@Override
	public Health health() {
		if (!hasBegun()) {
			return Health.down().withDetail("reason", "Waits for its place in the topic").build();
		}
		Duration silence = Duration.ofNanos(this.nanoTime.getAsLong() - this.lastFetch);
		if (silence.compareTo(PATIENCE) > 0) {
			return Health.down()
				.withDetail("reason", "The broker has not answered for " + silence.toSeconds() + " s")
				.build();
		}
		return Health.up().build();
	}

}
