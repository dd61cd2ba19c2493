package dev.fundbell.sse.stream;

import java.time.Duration;
import java.util.List;
import java.util.Set;

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

	private final Runnable identityCheck;

	private final Counter gaps;

	/**
	 * A detection.
	 * @param hub whose clients replay
	 * @param recent forgets what lies before a gap
	 * @param positions where this instance is in the topic
	 * @param identityCheck looks whether the topic was made again; returns once that is
	 * known
	 * @param registry where to count
	 */
	TopicGaps(SseHub hub, RecentRecords recent, ConsumerPositions positions, Runnable identityCheck,
			MeterRegistry registry) {
		this.hub = hub;
		this.recent = recent;
		this.positions = positions;
		this.identityCheck = identityCheck;
		this.gaps = Counter.builder("fundbell.sse.gaps")
			.description("Times that records were deleted before this instance read them")
			.register(registry);
	}

	/**
	 * Looks whether the records of a poll follow those of the last one.
	 * @param records the records
	 * @return whether they are to be taken; if not, the topic was made again, and they
	 * come again, in their order
	 */
	boolean look(List<ConsumerRecord<byte[], byte[]>> records) {
		if (restart()) {
			return false;
		}
		int partition = -1;
		for (ConsumerRecord<byte[], byte[]> each : records) {
			if (each.partition() != partition) {
				partition = each.partition();
				long expected = this.positions.expected(each);
				if (expected >= 0 && each.offset() != expected && isGap(each, expected)) {
					if (each.offset() < expected && isMadeAgain()) {
						return false;
					}
					found(each, expected);
				}
			}
		}
		return true;
	}

	/**
	 * A log that begins before a position that was read is most likely one of a topic
	 * that was made again. Asked at once: if that were noticed later, the clients that
	 * have just replayed would have to replay again.
	 */
	private boolean isMadeAgain() {
		this.identityCheck.run();
		return restart();
	}

	/** Reads a topic that was made again from its first record. */
	boolean restart() {
		Set<TopicPartition> restarted = this.positions.restart();
		if (restarted.isEmpty()) {
			return false;
		}
		log.warn("The topic was made again; {} are read from their first records, and all clients replay", restarted);
		this.recent.restartTopic(restarted.stream().map(TopicPartition::partition).toList());
		lost();
		return true;
	}

	/** An offset without a record may also be the mark of a transaction. */
	private boolean isGap(ConsumerRecord<byte[], byte[]> first, long expected) {
		Consumer<?, ?> consumer = this.positions.ownConsumer();
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
		log.warn("Records from {}-{}-{} on were deleted before they were read; goes on at {}, and all clients replay",
				first.topic(), first.partition(), expected, first.offset());
		this.recent.restart(first.partition(), first.offset());
		lost();
	}

	private void lost() {
		this.gaps.increment();
		this.hub.recordsLost();
	}

}
