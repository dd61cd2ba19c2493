package dev.fundbell.sms.stream;

import java.time.Duration;
import java.util.Collection;
import java.util.function.LongSupplier;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.cloud.stream.binder.kafka.KafkaBindingRebalanceListener;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Whether published notifications reach this instance. A consumer does not fail when its
 * broker is away, it just gets no answers: so this watches its count of answered
 * requests, of which there are some each few seconds even for an instance that has no
 * partition because there are more instances than those.
 */
final class NotificationsHealth implements HealthIndicator, KafkaBindingRebalanceListener {

	private static final Duration PATIENCE = Duration.ofSeconds(15);

	private final LongSupplier nanoTime;

	private volatile @Nullable Consumer<?, ?> consumer;

	private volatile double answers;

	private volatile long lastAnswer;

	NotificationsHealth(LongSupplier nanoTime) {
		this.nanoTime = nanoTime;
		this.lastAnswer = nanoTime.getAsLong();
	}

	@Override
	public void onPartitionsAssigned(String bindingName, Consumer<?, ?> assigned, Collection<TopicPartition> partitions,
			boolean initial) {
		this.consumer = assigned;
	}

	@Scheduled(fixedDelayString = "PT1S")
	void observe() {
		Consumer<?, ?> watched = this.consumer;
		if (watched == null) {
			return;
		}
		double now = watched.metrics()
			.values()
			.stream()
			.filter((metric) -> metric.metricName().name().equals("incoming-byte-total")
					&& metric.metricName().group().equals("consumer-metrics"))
			.mapToDouble((metric) -> (metric.metricValue() instanceof Double value) ? value : 0)
			.sum();
		if (now != this.answers) {
			this.answers = now;
			this.lastAnswer = this.nanoTime.getAsLong();
		}
	}

	@Override
	public Health health() {
		if (this.consumer == null) {
			return Health.down().withDetail("reason", "Waits for its place in the topic").build();
		}
		Duration silence = Duration.ofNanos(this.nanoTime.getAsLong() - this.lastAnswer);
		return (silence.compareTo(PATIENCE) > 0) ? Health.down()
			.withDetail("reason", "The broker has not answered for " + silence.toSeconds() + " s")
			.build() : Health.up().build();
	}

}
