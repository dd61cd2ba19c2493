package dev.fundbell.sms.stream;

import java.util.List;
import java.util.function.Consumer;

import dev.fundbell.sms.delivery.DeliveryIntake;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;

import org.springframework.cloud.stream.binder.kafka.provisioning.AdminClientConfigCustomizer;
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
	Consumer<List<ConsumerRecord<byte[], byte[]>>> notifications(DeliveryIntake intake, DeadLetters deadLetters) {
		return new NotificationRecords(intake, deadLetters)::accept;
	}

	@Bean
	DeadLetters deadLetters(StreamBridge bridge, MeterRegistry registry) {
		return new DeadLetters(bridge, registry);
	}

	@Bean
	NotificationsHealth notificationsHealthIndicator() {
		return new NotificationsHealth(System::nanoTime);
	}

	/** Looks for topics once more soon rather than once for long. */
	@Bean
	AdminClientConfigCustomizer impatientAdmin() {
		return (configuration) -> {
			configuration.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 3000);
			configuration.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5000);
		};
	}

	@Bean
	RecordsAsTheyAre recordsAsTheyAre() {
		return new RecordsAsTheyAre();
	}

	/**
	 * What a poll has brought fails only with the database, so it is tried until that is
	 * back. The usual handler gives up after ten times, and the records are lost. Each
	 * attempt would also be logged with all that the poll has brought.
	 */
	@Bean
	ListenerContainerCustomizer<AbstractMessageListenerContainer<?, ?>> untilItIsDone() {
		DefaultErrorHandler handler = new DefaultErrorHandler(
				new FixedBackOff(PAUSE_MILLIS, FixedBackOff.UNLIMITED_ATTEMPTS));
		handler.setLogLevel(KafkaException.Level.DEBUG);
		return (container, destination, group) -> container.setCommonErrorHandler(handler);
	}

}
