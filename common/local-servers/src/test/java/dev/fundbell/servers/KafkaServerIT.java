package dev.fundbell.servers;

import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

class KafkaServerIT {

	private static final TopicPartition TOPIC = new TopicPartition("letters", 0);

	@TempDir
	Path directory;

	KafkaServer server;

	@BeforeEach
	void startServer() {
		this.server = new KafkaServer(KafkaSettings.of(this.directory)).start();
	}

	@AfterEach
	void killServer() {
		this.server.kill();
	}

	@Test
	void keepsWhatItAcknowledgedBeforeItWasKilled() throws Exception {
		this.server.createTopic(TOPIC.topic(), 2, Map.of("retention.ms", "-1"));
		this.server.createTopic(TOPIC.topic(), 2, Map.of());
		send("first");
		this.server.kill();
		assertThat(this.server.isRunning()).isFalse();

		this.server.start();
		send("second");

		assertThat(read(2)).containsExactly("first", "second");
	}

	@Test
	void keepsItsRecordsForTheNextServerInTheSameDirectory() throws Exception {
		this.server.createTopic(TOPIC.topic(), 1, Map.of());
		send("first");
		this.server.stop();

		this.server = new KafkaServer(KafkaSettings.of(this.directory)).start();

		assertThat(read(1)).containsExactly("first");
	}

	@Test
	void namesAPortThatIsInUse() throws Exception {
		try (ServerSocket other = new ServerSocket(0)) {
			KafkaServer second = new KafkaServer(KafkaSettings.of(this.directory).withPort(other.getLocalPort()));

			assertThatExceptionOfType(LocalServerException.class).isThrownBy(second::start)
				.withMessageStartingWith("Port " + other.getLocalPort() + " is in use");
		}
	}

	private void send(String text) throws Exception {
		try (Producer<String, String> producer = new KafkaProducer<>(
				Map.of("bootstrap.servers", this.server.bootstrapServers()), new StringSerializer(),
				new StringSerializer())) {
			producer.send(new ProducerRecord<>(TOPIC.topic(), TOPIC.partition(), "key", text)).get();
		}
	}

	private List<String> read(int count) {
		try (Consumer<String, String> consumer = new KafkaConsumer<>(
				Map.of("bootstrap.servers", this.server.bootstrapServers(), "max.poll.records", count),
				new StringDeserializer(), new StringDeserializer())) {
			consumer.assign(List.of(TOPIC));
			consumer.seekToBeginning(List.of(TOPIC));
			List<String> values = new ArrayList<>();
			await().pollInSameThread().atMost(Duration.ofSeconds(30)).until(() -> {
				consumer.poll(Duration.ofMillis(200)).forEach((record) -> values.add(record.value()));
				return values.size() >= count;
			});
			return values;
		}
	}

}
