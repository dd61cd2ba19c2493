package dev.fundbell.sse.stream;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** An instance begins with what is new, and then misses nothing. */
class ConsumerPositionsTests {

	private static final String BINDING = "notifications-in-0";

	private static final TopicPartition FIRST = new TopicPartition("notifications", 0);

	private static final TopicPartition ADDED = new TopicPartition("notifications", 1);

	private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("latest");

	private final ConsumerPositions positions = new ConsumerPositions();

	@BeforeEach
	void fillTopic() {
		this.consumer.assign(List.of(FIRST, ADDED));
		this.consumer.updateBeginningOffsets(Map.of(FIRST, 5L, ADDED, 0L));
		this.consumer.updateEndOffsets(Map.of(FIRST, 100L, ADDED, 30L));
	}

	@Test
	void beginsAtTheEnd() {
		assertThat(this.positions.consumer(BINDING)).isNull();
		assertThat(this.positions.hasBegun()).isFalse();
		this.positions.onPartitionsAssigned(BINDING, this.consumer, Set.of(FIRST), true);
		assertThat(this.consumer.position(FIRST)).isEqualTo(100);
		assertThat(this.positions.consumer(BINDING)).isSameAs(this.consumer);
		assertThat(this.positions.hasBegun()).isTrue();
	}

	@Test
	void hasNotBegunWhileOnlyReadMarkersAreRead() {
		this.positions.onPartitionsAssigned("readMarkers-in-0", this.consumer, Set.of(FIRST), true);
		assertThat(this.positions.hasBegun()).isFalse();
	}

	@Test
	void goesOnWhereItWasWhenItGetsAPartitionBack() {
		this.positions.onPartitionsAssigned(BINDING, this.consumer, Set.of(FIRST), true);
		this.positions.processed(List.of(new ConsumerRecord<>("notifications", 0, 120, null, new byte[0])));
		this.consumer.updateEndOffsets(Map.of(FIRST, 200L));
		this.positions.onPartitionsAssigned(BINDING, this.consumer, Set.of(FIRST), false);
		assertThat(this.consumer.position(FIRST)).isEqualTo(121);
	}

	@Test
	void goesOnAtItsBeginningWhenItHadReadNothing() {
		this.positions.onPartitionsAssigned(BINDING, this.consumer, Set.of(FIRST), true);
		this.consumer.updateEndOffsets(Map.of(FIRST, 200L));
		this.positions.onPartitionsAssigned(BINDING, this.consumer, Set.of(FIRST), false);
		assertThat(this.consumer.position(FIRST)).isEqualTo(100);
	}

	@Test
	void readsAPartitionThatWasAddedLaterFromItsFirstRecord() {
		this.positions.onPartitionsAssigned(BINDING, this.consumer, Set.of(FIRST), true);
		this.positions.onPartitionsAssigned(BINDING, this.consumer, Set.of(FIRST, ADDED), false);
		assertThat(this.consumer.position(ADDED)).isZero();
		assertThat(this.consumer.position(FIRST)).isEqualTo(100);
	}

	@Test
	void hasNotBegunWithoutPartitions() {
		this.positions.onPartitionsAssigned(BINDING, this.consumer, Set.of(), true);
		assertThat(this.positions.consumer(BINDING)).isNull();
	}

}
