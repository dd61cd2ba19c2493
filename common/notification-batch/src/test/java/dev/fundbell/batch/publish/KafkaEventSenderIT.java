package dev.fundbell.batch.publish;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.LongStream;

import dev.fundbell.event.NotificationEvent;
import dev.fundbell.event.NotificationEventJson;
import dev.fundbell.event.NotificationTopic;
import dev.fundbell.publish.Deadline;
import dev.fundbell.publish.EventSender;
import dev.fundbell.publish.NotAcknowledgedException;
import dev.fundbell.servers.KafkaServer;
import dev.fundbell.test.RealServers;
import dev.fundbell.test.task.TaskRuns;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.cloud.function.cloudevent.CloudEventsFunctionExtensionConfiguration;
import org.springframework.cloud.function.context.config.ContextFunctionCatalogAutoConfiguration;
import org.springframework.cloud.stream.config.BindingServiceConfiguration;
import org.springframework.cloud.stream.function.FunctionConfiguration;
import org.springframework.boot.integration.autoconfigure.IntegrationAutoConfiguration;
import org.springframework.cloud.stream.binding.BindingService;
import org.springframework.cloud.stream.config.BindingServiceProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.support.ProducerListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

class KafkaEventSenderIT {

	private final String topic = RealServers.get().uniqueName("notifications");

	@Test
	void returnsWhenTheBrokerHasEveryEventInTheFormOfTheContract() {
		KafkaServer kafka = RealServers.get().kafka();
		kafka.createTopic(this.topic, 1, Map.of());
		List<NotificationEvent> events = events(5000);
		try (ConfigurableApplicationContext context = start(kafka.bootstrapServers())) {
			context.getBean(EventSender.class).send(events, Deadline.in(Deadline.OF_A_CHUNK));
		}
		List<ConsumerRecord<byte[], byte[]>> records = read(kafka.bootstrapServers());
		assertThat(records).extracting((record) -> NotificationEventJson.read(record.value()))
			.containsExactlyElementsOf(events);
		ConsumerRecord<byte[], byte[]> last = records.get(4999);
		assertThat(new String(last.key(), StandardCharsets.US_ASCII)).isEqualTo("5000");
		assertThat(last.headers()).extracting(Header::key).containsExactly(NotificationTopic.VERSION_HEADER);
		assertThat(last.headers().lastHeader(NotificationTopic.VERSION_HEADER).value()).asString().isEqualTo("1");
	}

	@Test
	void leavesNoThreadOfTheProducer() {
		Set<Thread> before = Thread.getAllStackTraces().keySet();
		try (ConfigurableApplicationContext context = start(RealServers.get().kafka().bootstrapServers())) {
			context.getBean(EventSender.class).connect();
			assertThat(producerThreads(before)).hasSize(1);
		}
		assertThat(producerThreads(before)).isEmpty();
	}

	private static List<Thread> producerThreads(Set<Thread> before) {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith("kafka-producer-network-thread"))
			.filter((thread) -> !before.contains(thread))
			.toList();
	}

	@Test
	void givesUpWithinBoundsWhereThereIsNoBroker() {
		try (ConfigurableApplicationContext context = start("127.0.0.1:1", TaskRuns.shortKafkaWaits())) {
			EventSender sender = context.getBean(EventSender.class);
			assertTimeoutPreemptively(Duration.ofSeconds(60),
					() -> assertThatExceptionOfType(NotAcknowledgedException.class)
						.isThrownBy(() -> sender.send(events(1), Deadline.in(Deadline.OF_A_CHUNK)))
						.withMessageStartingWith("Kafka does not take notifications:"));
		}
	}

	@Test
	void sendsNothingOnceTheTimeForTheChunkIsOver() {
		KafkaServer kafka = RealServers.get().kafka();
		kafka.createTopic(this.topic, 1, Map.of());
		try (ConfigurableApplicationContext context = start(kafka.bootstrapServers())) {
			EventSender sender = context.getBean(EventSender.class);
			assertThatExceptionOfType(NotAcknowledgedException.class)
				.isThrownBy(() -> sender.send(events(1), Deadline.in(Duration.ofNanos(-1))));
		}
		assertThat(read(kafka.bootstrapServers())).isEmpty();
	}

	private ConfigurableApplicationContext start(String brokers, String... more) {
		List<String> arguments = new ArrayList<>(List.of(more));
		arguments.add("--spring.cloud.stream.kafka.binder.brokers=" + brokers);
		arguments.add("--spring.cloud.stream.bindings.notifications-out-0.destination=" + this.topic);
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.properties("spring.config.import=classpath:fundbell-task.properties")
			.run(arguments.toArray(String[]::new));
	}

	private List<ConsumerRecord<byte[], byte[]>> read(String brokers) {
		Properties properties = new Properties();
		properties.put("bootstrap.servers", brokers);
		List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
		try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(),
				new ByteArrayDeserializer())) {
			TopicPartition partition = new TopicPartition(this.topic, 0);
			consumer.assign(List.of(partition));
			consumer.seekToBeginning(List.of(partition));
			long end = consumer.endOffsets(List.of(partition)).get(partition);
			while (consumer.position(partition) < end) {
				ConsumerRecords<byte[], byte[]> polled = consumer.poll(Duration.ofSeconds(5));
				polled.forEach(records::add);
			}
		}
		return records;
	}

	private static List<NotificationEvent> events(int count) {
		return LongStream.rangeClosed(1, count)
			.mapToObj((id) -> new NotificationEvent(id, id, "T", "텍스트", null, null, Instant.EPOCH, null))
			.toList();
	}

	@SpringBootConfiguration
	@ImportAutoConfiguration({ IntegrationAutoConfiguration.class, KafkaAutoConfiguration.class,
			CloudEventsFunctionExtensionConfiguration.class, ContextFunctionCatalogAutoConfiguration.class,
			BindingServiceConfiguration.class, FunctionConfiguration.class })
	static class Application {

		@Bean
		ProducerListener<Object, Object> acknowledgementListener() {
			return new AcknowledgementListener();
		}

		@Bean
		EventSender eventSender(BindingService bindings, BindingServiceProperties properties,
				ConfigurableApplicationContext context) {
			return new KafkaEventSender(bindings, properties, context);
		}

	}

}
