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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** One server for the class, which each test leaves running. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KafkaServerIT {

	@TempDir
	private static Path directory;

	private KafkaServer server;

	@BeforeAll
	void startServer() {
		this.server = new KafkaServer(settings()).start();
	}

	@AfterAll
	void killServer() {
		this.server.kill();
	}

	private static KafkaSettings settings() {
		return KafkaSettings.of(directory.resolve("commas, blanks")).shortLived();
	}

	@Test
	void keepsWhatItAcknowledgedBeforeItWasKilled() throws Exception {
		TopicPartition topic = new TopicPartition("kept-by-the-same-server", 0);
		this.server.createTopic(topic.topic(), 2, Map.of("retention.ms", "-1"));
		this.server.createTopic(topic.topic(), 2, Map.of());
		send(topic, "first");
		this.server.kill();
		assertThat(this.server.isRunning()).isFalse();

		this.server.start();
		send(topic, "second");

		assertThat(read(topic, 2)).containsExactly("first", "second");
	}

	@Test
	void keepsItsRecordsForTheNextServerInTheSameDirectory() throws Exception {
		TopicPartition topic = new TopicPartition("kept-by-the-next-server", 0);
		this.server.createTopic(topic.topic(), 1, Map.of());
		send(topic, "first");
		this.server.stop();

		this.server = new KafkaServer(settings()).start();

		assertThat(read(topic, 1)).containsExactly("first");
	}

	@Test
	void keepsAllItsFilesInItsDirectory() {
		assertThat(directory).isDirectoryNotContaining((path) -> !path.endsWith("commas, blanks"));
		assertThat(directory.resolve("commas, blanks/data/meta.properties")).exists();
	}

	@Test
	void namesAPortThatIsInUse() throws Exception {
		try (ServerSocket other = new ServerSocket(0)) {
			KafkaServer second = new KafkaServer(settings().withPort(other.getLocalPort()));

			assertThatExceptionOfType(LocalServerException.class).isThrownBy(second::start)
				.withMessageStartingWith("Port " + other.getLocalPort() + " is in use");
		}
	}

	private void send(TopicPartition topic, String text) throws Exception {
		try (Producer<String, String> producer = new KafkaProducer<>(
				Map.of("bootstrap.servers", this.server.bootstrapServers()), new StringSerializer(),
				new StringSerializer())) {
			producer.send(new ProducerRecord<>(topic.topic(), topic.partition(), "key", text)).get();
		}
	}

	private List<String> read(TopicPartition topic, int count) {
		try (Consumer<String, String> consumer = new KafkaConsumer<>(
				Map.of("bootstrap.servers", this.server.bootstrapServers(), "max.poll.records", count),
				new StringDeserializer(), new StringDeserializer())) {
			consumer.assign(List.of(topic));
			consumer.seekToBeginning(List.of(topic));
			List<String> values = new ArrayList<>();
			await().pollInSameThread().atMost(Duration.ofSeconds(30)).until(() -> {
				consumer.poll(Duration.ofMillis(200)).forEach((record) -> values.add(record.value()));
				return values.size() >= count;
			});
			return values;
		}
	}

}
