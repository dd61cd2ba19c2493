package dev.fundbell.consumer;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

import org.springframework.cloud.stream.binder.kafka.KafkaBindingRebalanceListener;

/**
 * Rebalance listener that records the Kafka consumer of each binding, for the health of
 * the broker. An assignment of no partition counts, too: there may be more instances than
 * partitions.
 */
final class AssignedConsumers implements KafkaBindingRebalanceListener, BindingConsumers {

	private final Map<String, Consumer<?, ?>> assigned = new ConcurrentHashMap<>();

	@Override
	public void onPartitionsAssigned(String bindingName, Consumer<?, ?> consumer, Collection<TopicPartition> partitions,
			boolean initial) {
		this.assigned.put(bindingName, consumer);
	}

	@Override
	public @Nullable Consumer<?, ?> consumer(String bindingName) {
		return this.assigned.get(bindingName);
	}

}
