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

	private final ConsumerPositions positions = new ConsumerPositions(this.recent, PROPERTIES, CLOCK);

	private final MeterRegistry registry = new SimpleMeterRegistry();

	private final TopicGaps gaps = new TopicGaps(this.hubs.hub(), this.recent, this.positions, this.registry);

	private final Beginning consumer = new Beginning();

	private final FakeTransport tab = FakeTransport.open(this.hubs.hub().subscribe(7, null));

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
		this.gaps.look(List.of(record(0), record(1)));
		assertGaps(1);
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
		assertThat(this.registry.counter("fundbell.sse.gaps").count()).isEqualTo(count);
		this.hubs.pass(Duration.ofSeconds(1));
		assertThat(this.tab.isClosed()).isEqualTo(count > 0);
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
