package dev.fundbell.batch.publish;

import java.time.Clock;

import dev.fundbell.batch.notification.NotificationWriter;
import dev.fundbell.notification.Withdrawals;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.cloud.stream.binding.BindingService;
import org.springframework.cloud.stream.config.BindingServiceProperties;
import org.springframework.cloud.stream.config.ProducerMessageHandlerCustomizer;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.integration.kafka.outbound.KafkaProducerMessageHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.support.ProducerListener;
import org.springframework.transaction.support.TransactionOperations;

/** Publishing over the Kafka binder. */
@AutoConfiguration(before = KafkaAutoConfiguration.class)
class PublishingAutoConfiguration {

	@Bean
	ProducerListener<Object, Object> acknowledgementListener() {
		return new AcknowledgementListener();
	}

	/**
	 * Without it the handler would format each record for a line that no level lets
	 * through: a sixth of the processor time of publishing.
	 */
	@Bean
	ProducerMessageHandlerCustomizer<KafkaProducerMessageHandler<?, ?>> unloggedRecords() {
		return (handler, destination) -> handler.setLoggingEnabled(false);
	}

	@Bean
	EventSender eventSender(BindingService bindings, BindingServiceProperties properties, ApplicationContext context) {
		return new KafkaEventSender(bindings, properties, context);
	}

	@Bean
	NotificationPublisher notificationPublisher(JdbcClient jdbc, NotificationWriter writer,
			TransactionOperations transactions, EventSender sender, Withdrawals withdrawals, Clock clock) {
		return new NotificationPublisher(writer, new UnpublishedRanges(jdbc),
				new ClaimedNotifications(jdbc, withdrawals), transactions, sender, clock);
	}

}
