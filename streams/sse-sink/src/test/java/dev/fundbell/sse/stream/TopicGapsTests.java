package dev.fundbell.sse.stream;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.fundbell.sse.hub.FakeTransport;
import dev.fundbell.sse.hub.Hubs;
import dev.fundbell.sse.recent.Place;
import dev.fundbell.sse.recent.RecentProperties;
import dev.fundbell.sse.recent.RecentRecords;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

/** Records that were deleted before they were read. */
class TopicGapsTests {

	private static final Clock CLOCK = Clock.fixed(Hubs.NOW, ZoneOffset.UTC);

	private static final RecentProperties PROPERTIES = new RecentProperties(DataSize.ofMegabytes(1),
			Duration.ofHours(1));

	private static final TopicPartition PARTITION = new TopicPartition("notifications", 0);

	private final Hubs hubs = Hubs.with(Map.of("drain", "0"));

	private final RecentRecords recent = new RecentRecords(PROPERTIES, CLOCK);

	private final ConsumerPositions positions = new ConsumerPositions(this.recent, PROPERTIES, CLOCK,
			new InspectionRestart(System::nanoTime));

	private final MeterRegistry registry = new SimpleMeterRegistry();

	private final Runnable[] identityCheck = { () -> {
	} };

	private final TopicGaps gaps = new TopicGaps(this.hubs.hub(), this.recent, this.positions,
			() -> this.identityCheck[0].run(), this.registry);

	private final Beginning consumer = new Beginning();

	private final FakeTransport client = FakeTransport.open(this.hubs.hub().subscribe(7, null));

	@BeforeEach
	void begin() {
		this.consumer.assign(List.of(PARTITION));
		this.consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
		this.consumer.updateEndOffsets(Map.of(PARTITION, 100L));
		this.positions.onPartitionsAssigned("notifications-in-0", this.consumer, Set.of(PARTITION), true);
	}

	@Test
	void letsEveryClientReplayWhereRecordsWereDeleted() {
		this.consumer.updateBeginningOffsets(Map.of(PARTITION, 105L));
		this.gaps.look(List.of(record(105)));
		assertGaps(1);
		assertThat(this.recent.since(7, new Place(Hubs.NOW, 0, 100)).complete()).isFalse();
		assertThat(this.recent.since(7, new Place(Hubs.NOW, 0, 105)).complete()).isTrue();
	}

	@Test
	void letsEveryClientReplayWhereTheTopicWasMadeAgain() {
		assertThat(this.gaps.look(List.of(record(0), record(1)))).isTrue();
		assertGaps(1);
	}

	/**
	 * Otherwise they end a second time, a few seconds later, when its id is asked for.
	 */
	@Test
	void endsTheStreamsOnceWhereTheTopicHasFewerRecordsThanBefore() {
		this.identityCheck[0] = this.positions::topicMadeAgain;
		assertThat(this.gaps.look(List.of(record(3)))).isFalse();
		assertThat(this.consumer.position(PARTITION)).isZero();
		assertThat(this.gaps.look(List.of(record(0), record(1)))).isTrue();
		assertGaps(1);
	}

	/** It was added between the notice and this poll, which is read again. */
	@Test
	void losesNoRecordOfAnAddedPartitionWhenTheTopicIsReadFromItsStart() {
		TopicPartition added = new TopicPartition("notifications", 1);
		this.positions.topicMadeAgain();
		this.consumer.assign(List.of(PARTITION, added));
		this.consumer.updateBeginningOffsets(Map.of(PARTITION, 0L, added, 0L));
		this.consumer.updateEndOffsets(Map.of(PARTITION, 100L, added, 1L));
		this.positions.onPartitionsAssigned("notifications-in-0", this.consumer, Set.of(added), false);
		this.consumer.seek(added, 1);
		assertThat(this.gaps.look(List.of(new ConsumerRecord<>("notifications", 1, 0, null, new byte[0])))).isFalse();
		assertThat(this.consumer.position(added)).isZero();
	}

	/** It may have as many records by then: no offset tells. */
	@Test
	void readsATopicThatWasMadeAgainFromItsFirstRecord() {
		this.positions.processed(List.of(record(100), record(101)));
		this.positions.topicMadeAgain();
		assertThat(this.gaps.look(List.of(record(102)))).isFalse();
		assertThat(this.consumer.position(PARTITION)).isZero();
		assertThat(this.gaps.look(List.of(record(0), record(1)))).isTrue();
		assertThat(this.positions.liveFrom(record(0))).isZero();
		assertGaps(1);
		assertThat(this.recent.since(7, new Place(Hubs.NOW.minusMillis(1), 0, 0)).complete()).isFalse();
	}

	@Test
	void readsATopicThatWasMadeAgainThoughNoRecordComes() {
		this.positions.topicMadeAgain();
		assertThat(this.gaps.restart()).isTrue();
		assertThat(this.gaps.restart()).isFalse();
		assertThat(this.consumer.position(PARTITION)).isZero();
		assertGaps(1);
	}

	/** Each consumer has partitions of its own, and must be used by its thread alone. */
	@Test
	void leavesPartitionsOfAnotherConsumerToThat() {
		this.positions.topicMadeAgain();
		this.consumer.assign(List.of(new TopicPartition("notifications", 1)));
		assertThat(this.gaps.restart()).isFalse();
		this.consumer.assign(List.of(PARTITION));
		assertThat(this.gaps.restart()).isTrue();
	}

	@Test
	void leavesTopicsOfOtherBindingsToThem() {
		this.positions.onPartitionsAssigned("inspection-in-0", new Beginning(), Set.of(PARTITION), true);
		this.positions.topicMadeAgain();
		assertThat(this.gaps.restart()).isTrue();
		assertThat(this.consumer.position(PARTITION)).isZero();
	}

	@Test
	void passesOverTheMarksOfTransactions() {
		this.gaps.look(List.of(record(101), record(102), record(105)));
		assertGaps(0);
	}

	@Test
	void findsNothingWhereRecordsFollowEachOther() {
		this.gaps.look(List.of(record(100), record(101)));
		assertGaps(0);
	}

	private void assertGaps(int count) {
		this.hubs.hub().send(7, Hubs.frame(1));
		// What comes before the stream ends must not move the client beyond the gap.
		assertThat(this.client.written()).contains("\"notificationId\":1,");
		assertThat(this.client.ids()).isEqualTo((count > 0) ? "" : "1");
		assertThat(this.registry.counter("fundbell.sse.gaps").count()).isEqualTo(count);
		this.hubs.pass(Duration.ofSeconds(1));
		assertThat(this.client.isClosed()).isEqualTo(count > 0);
	}

	private static ConsumerRecord<byte[], byte[]> record(long offset) {
		return new ConsumerRecord<>("notifications", 0, offset, null, new byte[0]);
	}

	/** A topic of which nothing is recent. */
	private static final class Beginning extends MockConsumer<byte[], byte[]> {

		Beginning() {
			super("earliest");
		}

		@Override
		public Map<TopicPartition, Long> beginningOffsets(Collection<TopicPartition> partitions, Duration timeout) {
			return super.beginningOffsets(partitions);
		}

		@Override
		public Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(Map<TopicPartition, Long> times,
				Duration timeout) {
			return new HashMap<>();
		}

	}

}
