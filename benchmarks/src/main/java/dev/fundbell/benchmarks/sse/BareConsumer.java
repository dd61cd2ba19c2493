package dev.fundbell.benchmarks.sse;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

import dev.fundbell.event.NotificationTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Kafka consumer that only takes the time: the limit for the delay of whatever reads its
 * events from Kafka.
 */
final class BareConsumer implements AutoCloseable {

	private final Queue<Long> delays = new ConcurrentLinkedQueue<>();

	private final CountDownLatch placed = new CountDownLatch(1);

	private final long offset;

	private final KafkaConsumer<byte[], byte[]> consumer;

	private final Thread thread = new Thread(this::read, "bare-consumer");

	/**
	 * Reads from the present end of the topic of notifications on.
	 * @param brokers the Kafka
	 * @param offset what to add to nanoseconds since 1970 for the clock of
	 * {@link System#nanoTime()}
	 * @throws InterruptedException if the thread is interrupted
	 */
	BareConsumer(String brokers, long offset) throws InterruptedException {
		this.offset = offset;
		this.consumer = new KafkaConsumer<>(Map.of("bootstrap.servers", brokers), new ByteArrayDeserializer(),
				new ByteArrayDeserializer());
		this.thread.start();
		this.placed.await();
	}

	private void read() {
		try (this.consumer) {
			List<TopicPartition> partitions = this.consumer.partitionsFor(NotificationTopic.NOTIFICATIONS)
				.stream()
				.map((partition) -> new TopicPartition(partition.topic(), partition.partition()))
				.toList();
			this.consumer.assign(partitions);
			this.consumer.seekToEnd(partitions);
			partitions.forEach(this.consumer::position);
			this.placed.countDown();
			while (true) {
				for (ConsumerRecord<byte[], byte[]> record : this.consumer.poll(Duration.ofSeconds(1))) {
					this.delays.add(System.nanoTime() - this.offset - record.timestamp() * 1_000_000);
				}
			}
		}
		catch (WakeupException ex) {
			// It is closed.
		}
	}

	/** The delays since records were appended: nanoseconds, ascending. */
	long[] delays() {
		return this.delays.stream().mapToLong(Long::longValue).sorted().toArray();
	}

	@Override
	public void close() {
		this.consumer.wakeup();
	}

}
