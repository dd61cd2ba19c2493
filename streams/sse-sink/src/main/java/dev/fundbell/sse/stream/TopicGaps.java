package dev.fundbell.sse.stream;

import java.util.List;
import java.util.Set;

import dev.fundbell.consumer.BindingConsumers;
import dev.fundbell.sse.hub.CloseReason;
import dev.fundbell.sse.hub.SseHub;
import dev.fundbell.sse.recent.RecentRecords;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;

/**
 * Detection of gaps in the topic: records that were deleted, by retention or with the
 * whole topic, before this instance has read them. The streams of all clients then end,
 * spread over a while, so that the clients replay from the database.
 */
final class TopicGaps {

	private static final Logger log = LoggerFactory.getLogger(TopicGaps.class);

	private static final Duration PATIENCE = Duration.ofSeconds(5);

	private final SseHub hub;

	private final RecentRecords recent;

	private final ConsumerPositions positions;

	private final Counter gaps;

	TopicGaps(SseHub hub, RecentRecords recent, ConsumerPositions positions, MeterRegistry registry) {
		this.hub = hub;
		this.recent = recent;
		this.positions = positions;
		this.gaps = Counter.builder("fundbell.sse.gaps")
			.description("Times that records were deleted before this instance read them")
			.register(registry);
	}

	/** Looks whether the records of a poll follow those of the last one. */
	void look(List<ConsumerRecord<byte[], byte[]>> records) {
		int partition = -1;
		for (ConsumerRecord<byte[], byte[]> each : records) {
			if (each.partition() != partition) {
				partition = each.partition();
				long expected = this.positions.expected(each);
				if (expected >= 0 && each.offset() != expected && isGap(each, expected)) {
					found(each, expected);
				}
			}
		}
	}

	/** An offset without a record may also be the mark of a transaction. */
	private boolean isGap(ConsumerRecord<byte[], byte[]> first, long expected) {
		Consumer<?, ?> consumer = this.positions.consumer(BindingConsumers.NOTIFICATIONS);
		if (first.offset() < expected || consumer == null) {
			return true;
		}
		TopicPartition partition = new TopicPartition(first.topic(), first.partition());
		try {
			Long beginning = consumer.beginningOffsets(Set.of(partition), PATIENCE).get(partition);
			return beginning == null || beginning > expected;
		}
		catch (KafkaException ex) {
			return true;
		}
	}

	private void found(ConsumerRecord<byte[], byte[]> first, long expected) {
		this.gaps.increment();
		log.warn("Records from {}-{}-{} on were deleted before they were read; goes on at {}, and all clients replay",
				first.topic(), first.partition(), expected, first.offset());
		this.recent.restart(first.partition(), first.offset());
		this.hub.reconnectAll(CloseReason.RECORDS_LOST);
	}

}
