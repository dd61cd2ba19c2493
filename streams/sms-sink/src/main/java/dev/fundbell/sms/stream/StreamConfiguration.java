package dev.fundbell.sms.stream;

import java.util.List;
import java.util.function.Consumer;

import dev.fundbell.consumer.DeadLetterPublisher;
import dev.fundbell.consumer.RecordPosition;
import dev.fundbell.sms.delivery.DeliveryIntake;
import dev.fundbell.sms.delivery.DeadLetterTopic;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.consumer.ConsumerRecord;

import org.springframework.cloud.stream.config.ListenerContainerCustomizer;
import org.springframework.cloud.stream.function.StreamBridge;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.FixedBackOff;

/** Wires the sink to Kafka. */
@Configuration(proxyBeanMethods = false)
class StreamConfiguration {

	private static final long PAUSE_MILLIS = 1000;

	@Bean
	Consumer<List<ConsumerRecord<byte[], byte[]>>> notifications(DeliveryIntake intake,
			DeadLetterPublisher deadLetters) {
		return new NotificationRecords(intake, deadLetters)::accept;
	}

	@Bean
	DeadLetterPublisher deadLetterPublisher(StreamBridge bridge, MeterRegistry registry) {
		return new DeadLetterPublisher(bridge, registry, "fundbell.sms.dead.letters");
	}

	/** A delivery keeps its record's position and value, and not its key. */
	@Bean
	DeadLetterTopic deadLetterTopic(DeadLetterPublisher deadLetters) {
		return (source, value, reason) -> deadLetters.publish(RecordPosition.parse(source), null, value, reason);
	}

	/**
	 * Retries a poll's records until they are stored: they fail only while the database
	 * is away. Spring's default handler gives up after ten attempts, and the records are
	 * lost. Each attempt would also be logged with all records of the poll.
	 */
	@Bean
	ListenerContainerCustomizer<AbstractMessageListenerContainer<?, ?>> retryUntilStored() {
		DefaultErrorHandler handler = new DefaultErrorHandler(
				new FixedBackOff(PAUSE_MILLIS, FixedBackOff.UNLIMITED_ATTEMPTS));
		handler.setLogLevel(KafkaException.Level.DEBUG);
		return (container, destination, group) -> container.setCommonErrorHandler(handler);
	}

}
