package dev.fundbell.batch.publish;

import java.time.Clock;

import dev.fundbell.batch.range.KeyRange;
import dev.fundbell.batch.range.KeyRangePartitioner;
import dev.fundbell.batch.report.PreviewableWriter;
import dev.fundbell.batch.report.RunIds;
import dev.fundbell.batch.report.RunReport;
import dev.fundbell.notification.NewNotification;
import dev.fundbell.notification.Withdrawals;
import dev.fundbell.publish.NotificationPublisher;
import dev.fundbell.publish.TracedEventSender;
import dev.fundbell.publish.UnpublishedRanges;
import dev.fundbell.tracing.NotificationTracer;

import org.springframework.batch.core.configuration.annotation.StepScope;
import org.springframework.batch.core.partition.Partitioner;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.cloud.stream.binding.BindingService;
import org.springframework.cloud.stream.config.BindingServiceProperties;
import org.springframework.cloud.stream.config.ProducerMessageHandlerCustomizer;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.integration.kafka.outbound.KafkaProducerMessageHandler;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.support.ProducerListener;
import org.springframework.transaction.support.TransactionOperations;

/** Auto-configuration of publishing over the Kafka binder. */
@AutoConfiguration(before = KafkaAutoConfiguration.class)
class PublishingAutoConfiguration {

	@Bean
	ProducerListener<Object, Object> acknowledgementListener() {
		return new AcknowledgementListener();
	}

	/**
	 * The handler would format each record for a debug line that no level lets through: a
	 * sixth of the processor time of publishing.
	 */
	@Bean
	ProducerMessageHandlerCustomizer<KafkaProducerMessageHandler<?, ?>> disableRecordLogging() {
		return (handler, destination) -> handler.setLoggingEnabled(false);
	}

	@Bean
	KafkaEventSender eventSender(BindingService bindings, BindingServiceProperties properties,
			ApplicationContext context) {
		return new KafkaEventSender(bindings, properties, context);
	}

	@Bean
	UnpublishedRanges unpublishedRanges(JdbcClient jdbc) {
		return new UnpublishedRanges(jdbc);
	}

	@Bean
	NotificationPublisher notificationPublisher(JdbcTemplate jdbcTemplate, TransactionOperations transactions,
			KafkaEventSender sender, NotificationTracer tracer, Withdrawals withdrawals, Clock clock) {
		return NotificationPublisher.of(jdbcTemplate, transactions, new TracedEventSender(sender, tracer, clock),
				withdrawals, clock);
	}

	@Bean
	@StepScope
	PreviewableWriter<NewNotification> notificationItemWriter(NotificationPublisher publisher, RunIds runs,
			@Value("#{stepExecution}") StepExecution stepExecution) {
		return new NotificationItemWriter(publisher, runs, stepExecution);
	}

	@Bean
	Partitioner unpublishedChunkPartitioner(UnpublishedRanges ranges) {
		return new KeyRangePartitioner(new UnpublishedChunks(ranges), 1);
	}

	@Bean
	@StepScope
	ItemReader<Long> unpublishedChunkReader(UnpublishedRanges ranges,
			@Value("#{stepExecution}") StepExecution stepExecution) {
		return new UnpublishedChunkReader(ranges, KeyRange.of(stepExecution.getExecutionContext()));
	}

	@Bean
	@StepScope
	PreviewableWriter<Long> unpublishedChunkWriter(NotificationPublisher publisher, RunReport report,
			@Value("#{stepExecution}") StepExecution stepExecution) {
		return new UnpublishedChunkWriter(publisher, report, stepExecution);
	}

	@Bean
	FailedChunks failedChunks(UnpublishedRanges ranges, RunReport report) {
		return new FailedChunks(ranges, report);
	}

	@Bean
	PublishingListener publishingListener(NotificationPublisher publisher) {
		return new PublishingListener(publisher);
	}

}
