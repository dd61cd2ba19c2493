package dev.fundbell.sse.stream;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.cloud.stream.binder.kafka.KafkaBindingRebalanceListener;

/**
 * Where this instance stands in each partition. Nothing is committed: an instance begins
 * with what is published from its start on, and what was before comes from the database.
 * But once begun it must not skip: a consumer that loses its partitions for a while, as
 * when the broker is away, goes on where it was, and reads a partition that was added
 * later from its first record.
 */
final class ConsumerPositions implements KafkaBindingRebalanceListener {

	private static final Logger log = LoggerFactory.getLogger(ConsumerPositions.class);

	private final Map<TopicPartition, Long> next = new ConcurrentHashMap<>();

	private final Map<String, Consumer<?, ?>> begun = new ConcurrentHashMap<>();

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

	/** These records are done. */
	void passed(Iterable<ConsumerRecord<byte[], byte[]>> records) {
		for (ConsumerRecord<byte[], byte[]> each : records) {
			this.next.put(new TopicPartition(each.topic(), each.partition()), each.offset() + 1);
		}
	}

	/** The consumer of a binding, once it has begun. */
	@Nullable Consumer<?, ?> consumer(String bindingName) {
		return this.begun.get(bindingName);
	}

}
