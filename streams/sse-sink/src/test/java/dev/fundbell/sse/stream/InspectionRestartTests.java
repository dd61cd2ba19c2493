package dev.fundbell.sse.stream;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Where the inspection goes on when the topic was made again. */
class InspectionRestartTests {

	private static final TopicPartition FIRST = new TopicPartition("notifications", 0);

	private static final TopicPartition SECOND = new TopicPartition("notifications", 1);

	private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");

	private long now = Duration.ofDays(100).toNanos();

	private final InspectionRestart restart = new InspectionRestart(() -> this.now);

	@BeforeEach
	void assign() {
		this.consumer.assign(List.of(FIRST, SECOND));
		this.consumer.seek(FIRST, 8);
		this.consumer.seek(SECOND, 9);
		this.restart.assigned(this.consumer, Set.of(FIRST));
	}

	@Test
	void goesOnAtTheCommittedOffsetsOfTheSameTopic() {
		assertThat(this.restart.restart()).isFalse();
		assertPositions(8, 9);
	}

	@Test
	void readsANewTopicOnceFromItsFirstRecord() {
		this.restart.topicMadeAgain();
		assertThat(this.restart.restart()).isTrue();
		assertPositions(0, 0);
		this.consumer.seek(FIRST, 1);
		assertThat(this.restart.restart()).isFalse();
		assertPositions(1, 0);
		this.restart.topicMadeAgain();
		assertThat(this.restart.restart()).isTrue();
	}

	/** The instance that had it may have gone on at its old offset. */
	@Test
	void readsAPartitionThatItGetsShortlyAfterwardsFromItsFirstRecord() {
		this.restart.topicMadeAgain();
		this.restart.restart();
		this.consumer.seek(FIRST, 8);
		this.now += Duration.ofSeconds(30).toNanos() - 1;
		this.restart.assigned(this.consumer, Set.of(FIRST));
		assertPositions(0, 0);
		this.consumer.seek(FIRST, 8);
		this.now++;
		this.restart.assigned(this.consumer, Set.of(FIRST));
		assertPositions(8, 0);
	}

	@Test
	void restartsThoughItGetsItsPartitionsAgainMeanwhile() {
		this.restart.topicMadeAgain();
		this.restart.assigned(this.consumer, Set.of());
		assertThat(this.restart.restart()).isTrue();
	}

	/** A consumer may be used by its own thread alone. */
	@Test
	void leavesAConsumerToItsThread() throws InterruptedException {
		this.restart.topicMadeAgain();
		Thread other = new Thread(this.restart::restart);
		other.start();
		other.join();
		assertPositions(8, 9);
	}

	private void assertPositions(long first, long second) {
		assertThat(Map.of(FIRST, this.consumer.position(FIRST), SECOND, this.consumer.position(SECOND)))
			.isEqualTo(Map.of(FIRST, first, SECOND, second));
	}

}
