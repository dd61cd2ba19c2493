package dev.fundbell.sse.stream;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.fundbell.sse.recent.RecentProperties;
import dev.fundbell.sse.recent.RecentRecords;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

/** An instance begins with what is new, and then misses nothing. */
class ConsumerPositionsTests {

	private static final String BINDING = "notifications-in-0";

	private static final RecentProperties PROPERTIES = new RecentProperties(DataSize.ofKilobytes(25),
			Duration.ofHours(2));

	private static final TopicPartition FIRST = new TopicPartition("notifications", 0);

	private static final TopicPartition ADDED = new TopicPartition("notifications", 1);

	private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

	private final TopicConsumer consumer = new TopicConsumer();

	private final RecentRecords recent = new RecentRecords(PROPERTIES, Clock.fixed(NOW, ZoneOffset.UTC));

	private final ConsumerPositions positions = new ConsumerPositions(this.recent, PROPERTIES,
			Clock.fixed(NOW, ZoneOffset.UTC), new InspectionRestart(System::nanoTime));

	@BeforeEach
	void fillTopic() {
		this.consumer.assign(List.of(FIRST, ADDED));
		this.consumer.updateBeginningOffsets(Map.of(FIRST, 5L, ADDED, 0L));
		this.consumer.updateEndOffsets(Map.of(FIRST, 100L, ADDED, 30L));
	}

	@Test
	void beginsAtTheEndWhereNothingIsRecent() {
		assertThat(this.positions.consumer(BINDING)).isNull();
		assertThat(this.recent.hasBegun()).isFalse();
		assign(true, FIRST);
		assertThat(this.consumer.position(FIRST)).isEqualTo(100);
		assertThat(this.positions.consumer(BINDING)).isSameAs(this.consumer);
		assertThat(this.recent.hasBegun()).isTrue();
	}

	@Test
	void fillsTheRecentPastBeforeItHasBegun() {
		this.consumer.recent.put(FIRST, 98L);
		assign(true, FIRST);
		assertThat(this.consumer.position(FIRST)).isEqualTo(98);
		assertThat(this.positions.liveFrom(record(0, 98))).isEqualTo(100);
		this.positions.processed(List.of(record(0, 98)));
		assertThat(this.recent.hasBegun()).isFalse();
		this.positions.processed(List.of(record(0, 99)));
		assertThat(this.recent.hasBegun()).isTrue();
	}

	@Test
	void readsNoMoreOfThePastThanMemoryHolds() {
		this.consumer.updateEndOffsets(Map.of(FIRST, 1000L));
		this.consumer.recent.put(FIRST, 5L);
		assign(true, FIRST);
		assertThat(this.consumer.position(FIRST)).isEqualTo(900);
	}

	@Test
	void hasNotBegunWhileOnlyReadMarkersAreRead() {
		this.positions.onPartitionsAssigned("readMarkers-in-0", this.consumer, Set.of(FIRST), true);
		assertThat(this.consumer.position(FIRST)).isEqualTo(100);
		assertThat(this.recent.hasBegun()).isFalse();
	}

	@Test
	void leavesABindingWithAGroupToKafka() {
		this.consumer.seek(FIRST, 7);
		this.positions.onPartitionsAssigned("inspection-in-0", this.consumer, Set.of(FIRST), true);
		this.positions.place(this.consumer);
		assertThat(this.consumer.position(FIRST)).isEqualTo(7);
	}

	@Test
	void goesOnWhereItWasWhenItGetsAPartitionBack() {
		assign(true, FIRST);
		this.positions.processed(List.of(record(0, 119), record(0, 120)));
		this.consumer.updateEndOffsets(Map.of(FIRST, 200L));
		assign(false, FIRST);
		assertThat(this.consumer.position(FIRST)).isEqualTo(121);
	}

	@Test
	void goesOnAtItsBeginningWhenItHadReadNothing() {
		assign(true, FIRST);
		this.consumer.updateEndOffsets(Map.of(FIRST, 200L));
		assign(false, FIRST);
		assertThat(this.consumer.position(FIRST)).isEqualTo(100);
	}

	@Test
	void readsAPartitionThatWasAddedLaterFromItsFirstRecord() {
		assign(true, FIRST);
		assign(false, FIRST, ADDED);
		assertThat(this.consumer.position(ADDED)).isZero();
		assertThat(this.positions.liveFrom(record(1, 0))).isZero();
		assertThat(this.consumer.position(FIRST)).isEqualTo(100);
	}

	/** Two consumers of one instance: the second begins like the first. */
	@Test
	void beginsAtTheEndWithEachOfItsConsumers() {
		TopicConsumer second = new TopicConsumer();
		second.assign(List.of(ADDED));
		second.updateBeginningOffsets(Map.of(ADDED, 0L));
		second.updateEndOffsets(Map.of(ADDED, 30L));
		assign(true, FIRST);
		this.positions.onPartitionsAssigned(BINDING, second, Set.of(ADDED), true);
		assertThat(second.position(ADDED)).isEqualTo(30);
	}

	@Test
	void hasNotBegunWithoutPartitions() {
		assign(true);
		assertThat(this.recent.hasBegun()).isFalse();
	}

	/** A partition may be without a leader for a while. */
	@Test
	void asksAgainForPositionsThatTheBrokerDoesNotTell() {
		this.consumer.silent = true;
		assign(true, FIRST, ADDED);
		assertThat(this.recent.hasBegun()).isFalse();
		assertThat(this.consumer.paused()).containsExactlyInAnyOrder(FIRST, ADDED);
		this.positions.place(this.consumer);
		assertThat(this.recent.hasBegun()).isFalse();
		this.consumer.silent = false;
		this.positions.place(this.consumer);
		assertThat(this.recent.hasBegun()).isTrue();
		assertThat(this.consumer.paused()).isEmpty();
		assertThat(this.consumer.position(FIRST)).isEqualTo(100);
		assertThat(this.consumer.position(ADDED)).isEqualTo(30);
	}

	private void assign(boolean initial, TopicPartition... partitions) {
		this.positions.onPartitionsAssigned(BINDING, this.consumer, Set.of(partitions), initial);
	}

	private static ConsumerRecord<byte[], byte[]> record(int partition, long offset) {
		return new ConsumerRecord<>("notifications", partition, offset, null, new byte[0]);
	}

	/** A consumer whose broker may be silent. */
	private static final class TopicConsumer extends MockConsumer<byte[], byte[]> {

		private final Map<TopicPartition, Long> recent = new HashMap<>();

		private boolean silent;

		TopicConsumer() {
			super("earliest");
		}

		@Override
		public Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions, Duration timeout) {
			if (this.silent) {
				throw new TimeoutException("no leader");
			}
			return super.endOffsets(partitions);
		}

		@Override
		public Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(Map<TopicPartition, Long> times,
				Duration timeout) {
			Map<TopicPartition, OffsetAndTimestamp> found = new HashMap<>();
			times.forEach((each, time) -> {
				assertThat(time).isEqualTo(NOW.minus(Duration.ofHours(2)).toEpochMilli());
				found.put(each,
						this.recent.containsKey(each) ? new OffsetAndTimestamp(this.recent.get(each), time) : null);
			});
			return found;
		}

	}

}
