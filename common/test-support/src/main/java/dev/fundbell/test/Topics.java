package dev.fundbell.test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;

import dev.fundbell.event.NotificationEvent;
import dev.fundbell.event.NotificationEventJson;
import dev.fundbell.event.NotificationTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Access of a test to a sink's topics. */
public final class Topics implements AutoCloseable {

	private final String bootstrapServers;

	private final String topic;

	private final KafkaProducer<byte[], byte[]> producer;

	/**
	 * A topic of notifications, and its dead letters.
	 * @param bootstrapServers the broker
	 * @param topic its name; that of the dead letters ends in {@code .dead-letter}
	 */
	public Topics(String bootstrapServers, String topic) {
		this.bootstrapServers = bootstrapServers;
		this.topic = topic;
		this.producer = new KafkaProducer<>(Map.of("bootstrap.servers", bootstrapServers), new ByteArraySerializer(),
				new ByteArraySerializer());
	}

	/** Publishes an event as a task does. */
	public void publish(NotificationEvent event) {
		send(NotificationTopic.key(event.userId()), NotificationEventJson.write(event), Map.of());
	}

	/** Sends any record, and waits until the broker has it. */
	public void send(byte @Nullable [] key, byte @Nullable [] value, Map<String, String> headers) {
		ProducerRecord<byte[], byte[]> each = new ProducerRecord<>(this.topic, key, value);
		headers.forEach((name, text) -> each.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
		Future<RecordMetadata> sent = this.producer.send(each);
		this.producer.flush();
		assertThat(sent).succeedsWithin(Duration.ZERO);
	}

	/** Waits until the topic of dead letters holds a number of records. */
	public List<ConsumerRecord<byte[], byte[]>> deadLetters(int count) {
		Map<String, Object> configuration = new HashMap<>(
				Map.of("bootstrap.servers", this.bootstrapServers, "auto.offset.reset", "earliest"));
		try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(configuration, new ByteArrayDeserializer(),
				new ByteArrayDeserializer())) {
			List<TopicPartition> partitions = List.of(new TopicPartition(this.topic + ".dead-letter", 0));
			consumer.assign(partitions);
			consumer.seekToBeginning(partitions);
			List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
			await().pollInSameThread().atMost(Duration.ofSeconds(60)).until(() -> {
				consumer.poll(Duration.ofMillis(100)).forEach(found::add);
				return found.size() >= count;
			});
			return found;
		}
	}

	/** All records that the topic holds now, of whatever partition. */
	public List<ConsumerRecord<byte[], byte[]>> published() {
		try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
				Map.of("bootstrap.servers", this.bootstrapServers), new ByteArrayDeserializer(),
				new ByteArrayDeserializer())) {
			List<TopicPartition> partitions = consumer.partitionsFor(this.topic)
				.stream()
				.map((partition) -> new TopicPartition(this.topic, partition.partition()))
				.toList();
			consumer.assign(partitions);
			consumer.seekToBeginning(partitions);
			List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
			consumer.endOffsets(partitions).forEach((partition, end) -> {
				while (consumer.position(partition) < end) {
					consumer.poll(Duration.ofMillis(100)).forEach(found::add);
				}
			});
			return found;
		}
	}

	/** A header's text. */
	public static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
		return new String(letter.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
	}

	@Override
	public void close() {
		this.producer.close();
	}

}
