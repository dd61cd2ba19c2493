package dev.fundbell.sse.stream;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

import dev.fundbell.consumer.BindingConsumers;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Health of the partitions: whether notifications of every user can reach this instance.
 * A partition without a leader, or with one that does not answer this instance, stops the
 * notifications of its users alone, while the connection to the other brokers is healthy.
 * Thread-safe.
 */
final class PartitionHealth implements HealthIndicator {

	/** As long as the health of the whole connection takes. */
	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final BindingConsumers consumers;

	private final LongSupplier nanoTime;

	/** What each broker has sent to the consumer, by its node's id. */
	private final Map<String, Answers> answers = new ConcurrentHashMap<>();

	/** Since when each partition has its leader; null is none. */
	private final Map<Integer, Leader> leaders = new ConcurrentHashMap<>();

	/**
	 * Health of the partitions that the consumer of notifications reads.
	 * @param consumers has that consumer
	 * @param nanoTime {@link System#nanoTime()}
	 */
	PartitionHealth(BindingConsumers consumers, LongSupplier nanoTime) {
		this.consumers = consumers;
		this.nanoTime = nanoTime;
	}

	/** Learns the leaders, as the brokers tell them. */
	void take(TopicDescription topic) {
		this.leaders.keySet().removeIf((partition) -> partition >= topic.partitions().size());
		topic.partitions().forEach(this::take);
	}

	private void take(TopicPartitionInfo partition) {
		Node leader = partition.leader();
		String node = (leader != null && !leader.isEmpty()) ? "node-" + leader.id() : null;
		this.leaders.compute(partition.partition(), (number, known) -> (known != null && known.is(node)) ? known
				: new Leader(node, this.nanoTime.getAsLong()));
	}

	/** Looks what has come from each broker. A fetch brings some bytes twice a second. */
	@Scheduled(fixedDelayString = "PT1S")
	void observe() {
		Consumer<?, ?> consumer = this.consumers.consumer(BindingConsumers.NOTIFICATIONS);
		if (consumer == null) {
			return;
		}
		long now = this.nanoTime.getAsLong();
		consumer.metrics().forEach((name, metric) -> {
			if (name.group().equals("consumer-node-metrics") && name.name().equals("incoming-byte-total")) {
				double bytes = bytes(metric);
				this.answers.compute(name.tags().get("node-id"),
						(node, known) -> (known != null && known.bytes == bytes) ? known : new Answers(bytes, now));
			}
		});
	}

	private static double bytes(Metric metric) {
		return (metric.metricValue() instanceof Double value) ? value : 0;
	}

	@Override
	public Health health() {
		long now = this.nanoTime.getAsLong();
		List<Integer> silent = this.leaders.keySet()
			.stream()
			.filter((partition) -> isSilent(this.leaders.get(partition), now))
			.sorted()
			.toList();
		return silent.isEmpty() ? Health.up().build()
				: Health.down()
					.withDetail("reason", "Their leaders have not answered for " + PATIENCE.toSeconds() + " s")
					.withDetail("partitions", silent)
					.build();
	}

	private boolean isSilent(@Nullable Leader leader, long now) {
		if (leader == null || now - leader.since < PATIENCE.toNanos()) {
			return false;
		}
		Answers last = (leader.node != null) ? this.answers.get(leader.node) : null;
		return last == null || now - last.at >= PATIENCE.toNanos();
	}

	/** A partition's leader. */
	private record Leader(@Nullable String node, long since) {

		boolean is(@Nullable String other) {
			return (this.node != null) ? this.node.equals(other) : other == null;
		}

	}

	/** How many bytes have come from a broker, and when the last did. */
	private record Answers(double bytes, long at) {

	}

}
