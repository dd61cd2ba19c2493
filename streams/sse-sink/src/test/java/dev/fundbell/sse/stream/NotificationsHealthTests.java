package dev.fundbell.sse.stream;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

import org.springframework.boot.health.contributor.Status;

import static org.assertj.core.api.Assertions.assertThat;

/** A broker that is away shows, though its consumer reports no failure. */
class NotificationsHealthTests {

	private static final TopicPartition PARTITION = new TopicPartition("notifications", 0);

	private final CountingConsumer consumer = new CountingConsumer();

	private final ConsumerPositions positions = new ConsumerPositions();

	private long nanoTime;

	private final NotificationsHealth health = new NotificationsHealth(this.positions, () -> this.nanoTime);

	@Test
	void isDownUntilTheConsumerHasItsPlace() {
		assertThat(this.health.hasBegun()).isFalse();
		assertThat(status()).isEqualTo(Status.DOWN);
		begin();
		assertThat(this.health.hasBegun()).isTrue();
		assertThat(status()).isEqualTo(Status.UP);
	}

	@Test
	void isDownWhileTheBrokerDoesNotAnswer() {
		begin();
		pass(Duration.ofSeconds(10), 1);
		assertThat(status()).isEqualTo(Status.UP);
		pass(Duration.ofSeconds(10), 0);
		assertThat(status()).isEqualTo(Status.UP);
		pass(Duration.ofSeconds(1), 0);
		assertThat(status()).isEqualTo(Status.DOWN);
		assertThat(this.health.hasBegun()).isTrue();
		pass(Duration.ofSeconds(1), 1);
		assertThat(status()).isEqualTo(Status.UP);
	}

	private Status status() {
		return this.health.health().getStatus();
	}

	private void begin() {
		this.consumer.assign(List.of(PARTITION));
		this.consumer.updateEndOffsets(Map.of(PARTITION, 0L));
		this.positions.onPartitionsAssigned(StreamConfiguration.NOTIFICATIONS_BINDING, this.consumer, Set.of(PARTITION),
				true);
	}

	private void pass(Duration time, int answers) {
		this.nanoTime += time.toNanos();
		this.consumer.fetches += answers;
		this.health.observe();
	}

	/** Counts fetches as Kafka's consumer does. */
	private static final class CountingConsumer extends MockConsumer<byte[], byte[]> {

		private double fetches;

		CountingConsumer() {
			super("latest");
		}

		@Override
		public synchronized Map<MetricName, ? extends Metric> metrics() {
			MetricName name = new MetricName("fetch-total", "consumer-fetch-manager-metrics", "", Map.of());
			return Map.of(name, new Metric() {

				@Override
				public MetricName metricName() {
					return name;
				}

				@Override
				public Object metricValue() {
					return CountingConsumer.this.fetches;
				}

			});
		}

	}

}
