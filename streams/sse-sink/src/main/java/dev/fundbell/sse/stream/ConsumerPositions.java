package dev.fundbell.sse.stream;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import dev.fundbell.consumer.BindingConsumers;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.cloud.stream.binder.kafka.KafkaBindingRebalanceListener;

/**
 * Positions of this instance in the partitions, kept in memory. No offset is committed:
 * an instance begins at the end of the topic, and earlier notifications come from the
 * database. Once it has begun it must not skip any. If it loses its partitions for a
 * while, such as while the broker is away, it continues at its position. It reads a
 * partition that is added later from the first record. Thread-safe.
 */
public final class ConsumerPositions implements KafkaBindingRebalanceListener, BindingConsumers {

	private static final Logger log = LoggerFactory.getLogger(ConsumerPositions.class);

	private final Map<TopicPartition, Long> next = new ConcurrentHashMap<>();

	private final Map<String, Consumer<?, ?>> begun = new ConcurrentHashMap<>();

	ConsumerPositions() {
	}

	/**
	 * Whether every notification that is published from now on will be read.
	 * @return whether the consumer of notifications has its position in every partition
	 */
	public boolean hasBegun() {
		return consumer(NOTIFICATIONS) != null;
	}

	@Override
	public void onPartitionsAssigned(String bindingName, Consumer<?, ?> consumer, Collection<TopicPartition> partitions,
			boolean initial) {
		boolean first = !this.begun.containsKey(bindingName);
		for (TopicPartition partition : partitions) {
			Long known = this.next.get(partition);
			if (known != null) {
				consumer.seek(partition, known);
			}
			else if (first) {
				consumer.seekToEnd(Set.of(partition));
			}
			else {
				consumer.seekToBeginning(Set.of(partition));
			}
			// Asks the broker now: a lazy position would be that of the first poll.
			this.next.put(partition, consumer.position(partition));
		}
		if (!partitions.isEmpty()) {
			this.begun.put(bindingName, consumer);
			log.info("Reading {} partitions for {}", partitions.size(), bindingName);
		}
	}

	/** Moves the positions behind records that have been processed. */
	void processed(Iterable<ConsumerRecord<byte[], byte[]>> records) {
		for (ConsumerRecord<byte[], byte[]> each : records) {
			this.next.put(new TopicPartition(each.topic(), each.partition()), each.offset() + 1);
		}
	}

	/** The consumer of a binding, once it has its positions. */
	@Override
	public @Nullable Consumer<?, ?> consumer(String bindingName) {
		return this.begun.get(bindingName);
	}

}
