package dev.fundbell.consumer;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.junit.jupiter.api.Test;

import org.springframework.boot.health.contributor.Status;

import static org.assertj.core.api.Assertions.assertThat;

/** A broker that is away shows, though its consumer reports no failure. */
class BrokerHealthTests {

	private final CountingConsumer consumer = new CountingConsumer();

	private final AssignedConsumers consumers = new AssignedConsumers();

	private long nanoTime;

	private final BrokerHealth health = new BrokerHealth(this.consumers, () -> this.nanoTime);

	@Test
	void isDownUntilTheConsumerHasItsPlace() {
		assertThat(status()).isEqualTo(Status.DOWN);
		this.health.observe();
		assertThat(status()).isEqualTo(Status.DOWN);
		begin();
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
		assertThat(this.health.health().getDetails()).containsEntry("reason", "The broker has not answered for 11 s");
		pass(Duration.ofSeconds(1), 1);
		assertThat(status()).isEqualTo(Status.UP);
	}

	private Status status() {
		return this.health.health().getStatus();
	}

	/** Without a partition, as where there are more instances than partitions. */
	private void begin() {
		this.consumers.onPartitionsAssigned(BindingConsumers.NOTIFICATIONS, this.consumer, Set.of(), true);
	}

	private void pass(Duration time, int bytes) {
		this.nanoTime += time.toNanos();
		this.consumer.bytes += bytes;
		this.health.observe();
	}

	/** Counts incoming bytes as Kafka's consumer does. */
	private static final class CountingConsumer extends MockConsumer<byte[], byte[]> {

		private double bytes;

		CountingConsumer() {
			super("latest");
		}

		@Override
		public synchronized Map<MetricName, ? extends Metric> metrics() {
			MetricName name = new MetricName("incoming-byte-total", "consumer-metrics", "", Map.of());
			return Map.of(name, new Metric() {

				@Override
				public MetricName metricName() {
					return name;
				}

				@Override
				public Object metricValue() {
					return CountingConsumer.this.bytes;
				}

			});
		}

	}

}
