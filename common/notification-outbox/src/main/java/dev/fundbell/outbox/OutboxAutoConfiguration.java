package dev.fundbell.outbox;

import java.time.Clock;
import java.util.List;

import javax.sql.DataSource;

import dev.fundbell.notification.NotificationType;
import dev.fundbell.notification.Withdrawals;
import dev.fundbell.publish.NotificationPublisher;
import dev.fundbell.publish.TracedEventSender;
import dev.fundbell.tracing.NotificationTracer;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Auto-configuration of the outbox, over the service's own data source, transactions and
 * Kafka options.
 */
@AutoConfiguration(after = { DataSourceAutoConfiguration.class, KafkaAutoConfiguration.class })
@EnableConfigurationProperties(OutboxProperties.class)
class OutboxAutoConfiguration {

	@Bean
	OutboxStatistics outboxStatistics(Clock clock) {
		return new OutboxStatistics(clock);
	}

	@Bean
	Notifications notifications(DataSource dataSource, Clock clock, OutboxStatistics statistics,
			ObjectProvider<OutboxRelay> relay) {
		OutboxRelay local = relay.getIfAvailable();
		Runnable wake = (local != null) ? local::wake : () -> {
		};
		return new TransactionalNotifications(RelayDatabase.template(dataSource), clock,
				new AfterCommit(statistics, wake));
	}

	/** For instances that publish. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBooleanProperty(name = "fundbell.outbox.relay", matchIfMissing = true)
	static class RelayConfiguration {

		@Bean
		RelayDatabase outboxRelayDatabase(DataSource dataSource) {
			return new RelayDatabase(dataSource);
		}

		@Bean
		ProducerEventSender outboxEventSender(ProducerFactory<?, ?> kafkaProducerFactory, OutboxProperties properties) {
			return new ProducerEventSender(kafkaProducerFactory.getConfigurationProperties(), properties.topic());
		}

		@Bean
		OutboxRelay outboxRelay(RelayDatabase database, ProducerEventSender sender, List<NotificationType> types,
				NotificationTracer tracer, Clock clock, OutboxStatistics statistics, OutboxProperties properties) {
			JdbcTemplate jdbc = database.jdbc();
			JdbcClient client = JdbcClient.create(jdbc);
			TransactionOperations transactions = database.transactions();
			OutboxChunks chunks = new OutboxChunks(client, transactions, clock, properties.takeoverAfter());
			NotificationPublisher publisher = NotificationPublisher.of(jdbc, transactions,
					new TracedEventSender(sender, tracer, clock), new Withdrawals(client, clock, types), clock);
			return new OutboxRelay(new ChunkRelay(chunks, publisher, statistics), chunks, statistics,
					properties.pollInterval());
		}

		/** For services that have Actuator. */
		@Configuration(proxyBeanMethods = false)
		@ConditionalOnClass({ HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class })
		@ConditionalOnEnabledHealthIndicator("outbox")
		static class HealthConfiguration {

			@Bean
			OutboxHealth outboxHealthIndicator(OutboxStatistics statistics, OutboxRelay relay,
					OutboxProperties properties) {
				return new OutboxHealth(statistics, relay::isRunning, properties.maxAge());
			}

		}

	}

	/** For services that have Micrometer. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(MeterRegistry.class)
	static class MetricsConfiguration {

		@Bean
		OutboxMetrics outboxMetrics(OutboxStatistics statistics, OutboxProperties properties) {
			return new OutboxMetrics(statistics, properties.relay());
		}

	}

}
