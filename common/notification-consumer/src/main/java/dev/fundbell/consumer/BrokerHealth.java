package dev.fundbell.consumer;

import java.time.Duration;
import java.util.function.LongSupplier;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Health of the connection to the broker: whether published notifications can reach this
 * instance. Kafka's consumer reports no failure when its broker is away, it only gets no
 * answers. So this watches how many bytes have come in. Fetches bring some twice a second
 * even if nothing is published, and heartbeats every three seconds even to an instance
 * without a partition; a count of fetches would call that one unhealthy.
 */
final class BrokerHealth implements HealthIndicator {

	/** Three heartbeats, so that a usual rebalance, without answers, goes unnoticed. */
	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final BindingConsumers consumers;

	private final LongSupplier nanoTime;

	private volatile double bytes;

	private volatile long lastAnswer;

	/**
	 * Health of the consumer of notifications.
	 * @param consumers has that consumer
	 * @param nanoTime {@link System#nanoTime()}
	 */
	BrokerHealth(BindingConsumers consumers, LongSupplier nanoTime) {
		this.consumers = consumers;
		this.nanoTime = nanoTime;
		this.lastAnswer = nanoTime.getAsLong();
	}

	@Scheduled(fixedDelayString = "PT1S")
	void observe() {
		Consumer<?, ?> consumer = this.consumers.consumer(BindingConsumers.NOTIFICATIONS);
		if (consumer == null) {
			return;
		}
		double now = consumer.metrics()
			.values()
			.stream()
			.filter(BrokerHealth::countsBytes)
			.mapToDouble((metric) -> (metric.metricValue() instanceof Double value) ? value : 0)
			.sum();
		if (now != this.bytes) {
			this.bytes = now;
			this.lastAnswer = this.nanoTime.getAsLong();
		}
	}

	private static boolean countsBytes(Metric metric) {
		MetricName name = metric.metricName();
		return name.name().equals("incoming-byte-total") && name.group().equals("consumer-metrics");
	}

	@Override
	public Health health() {
		if (this.consumers.consumer(BindingConsumers.NOTIFICATIONS) == null) {
			return down("Waits for its place in the topic");
		}
		Duration silence = Duration.ofNanos(this.nanoTime.getAsLong() - this.lastAnswer);
		return (silence.compareTo(PATIENCE) > 0) ? down("The broker has not answered for " + silence.toSeconds() + " s")
				: Health.up().build();
	}

	private static Health down(String reason) {
		return Health.down().withDetail("reason", reason).build();
	}

}
