package dev.fundbell.sms.stream;

import java.util.List;
import java.util.function.Consumer;

import dev.fundbell.consumer.DeadLetterPublisher;
import dev.fundbell.consumer.RecordPosition;
import dev.fundbell.sms.delivery.DeliveryIntake;
import dev.fundbell.sms.delivery.DeadLetterTopic;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.cloud.stream.config.ListenerContainerCustomizer;
import org.springframework.cloud.stream.function.StreamBridge;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.util.backoff.FixedBackOff;

/** Wiring of the sink to Kafka. */
@Configuration(proxyBeanMethods = false)
class StreamConfiguration {

	private static final Logger log = LoggerFactory.getLogger(StreamConfiguration.class);

	private static final long PAUSE_MILLIS = 1000;

	private static final int MOST_LETTERS = 10_000;

	private static final int LAST_LETTERS_SECONDS = 5;

	@Bean
	Consumer<List<ConsumerRecord<byte[], byte[]>>> notifications(DeliveryIntake intake,
			DeadLetterPublisher deadLetters) {
		return new NotificationRecords(intake::accept, deadLetters)::accept;
	}

	@Bean
	DeadLetterPublisher deadLetterPublisher(StreamBridge bridge, MeterRegistry registry) {
		return new DeadLetterPublisher(bridge, registry, "fundbell.sms.dead.letters");
	}

	/**
	 * Sends the dead letters of deliveries, so that no outcome waits for a broker that is
	 * away. A letter that is lost with this process is no loss: its delivery is listed.
	 */
	@Bean(defaultCandidate = false)
	ThreadPoolTaskExecutor deadLetterExecutor() {
		ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
		executor.setThreadNamePrefix("sms-dead-letters-");
		executor.setCorePoolSize(1);
		executor.setMaxPoolSize(1);
		executor.setQueueCapacity(MOST_LETTERS);
		executor.setRejectedExecutionHandler((letter, full) -> log
			.error("A dead letter is dropped, since the broker is away for long; its delivery stays FAILED"));
		executor.setWaitForTasksToCompleteOnShutdown(true);
		executor.setAwaitTerminationSeconds(LAST_LETTERS_SECONDS);
		return executor;
	}

	/** A delivery keeps its record's position and value, and not its key. */
	@Bean
	DeadLetterTopic deadLetterTopic(DeadLetterPublisher deadLetters,
			@Qualifier("deadLetterExecutor") ThreadPoolTaskExecutor executor) {
		return (source, value, reason) -> executor
			.execute(() -> deadLetters.publish(RecordPosition.parse(source), null, value, reason));
	}

	/**
	 * Retries a poll's records until they are stored or rejected: they fail only while
	 * the database is away or the broker takes no dead letter. Spring's default handler
	 * gives up after ten attempts, and the records are lost. Each attempt would also be
	 * logged with all records of the poll.
	 */
	@Bean
	ListenerContainerCustomizer<AbstractMessageListenerContainer<?, ?>> retryUntilStored() {
		DefaultErrorHandler handler = new DefaultErrorHandler(
				new FixedBackOff(PAUSE_MILLIS, FixedBackOff.UNLIMITED_ATTEMPTS));
		handler.setLogLevel(KafkaException.Level.DEBUG);
		return (container, destination, group) -> container.setCommonErrorHandler(handler);
	}

}
