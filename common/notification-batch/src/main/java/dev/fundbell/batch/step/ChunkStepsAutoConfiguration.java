package dev.fundbell.batch.step;

import java.time.Clock;

import dev.fundbell.batch.publish.FailedChunks;
import dev.fundbell.batch.report.PreviewableWriter;
import dev.fundbell.batch.report.RunReport;
import dev.fundbell.notification.NewNotification;

import org.springframework.batch.core.listener.JobExecutionListener;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.partition.Partitioner;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/** Auto-configuration of the steps that every task has, and of their pool. */
@AutoConfiguration
@EnableConfigurationProperties(BatchProperties.class)
class ChunkStepsAutoConfiguration {

	@Bean(defaultCandidate = false)
	ThreadPoolTaskExecutor partitionExecutor(BatchProperties properties) {
		ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
		executor.setCorePoolSize(properties.workers());
		executor.setThreadNamePrefix("partition-");
		return executor;
	}

	@Bean
	ChunkSteps chunkSteps(JobRepository jobRepository,
			@Qualifier("partitionExecutor") ThreadPoolTaskExecutor partitionExecutor,
			PreviewableWriter<NewNotification> notificationItemWriter,
			@Qualifier("publishingListener") StepExecutionListener publishingListener,
			@Qualifier("runChecks") JobExecutionListener runChecks, RunReport report, Clock clock,
			BatchProperties properties) {
		return new ChunkSteps(jobRepository, partitionExecutor, notificationItemWriter, publishingListener, runChecks,
				report, clock, properties);
	}

	@Bean
	Step publishStep(ChunkSteps steps, @Qualifier("unpublishedChunkPartitioner") Partitioner partitioner,
			@Qualifier("unpublishedChunkReader") ItemReader<Long> unpublishedChunks,
			@Qualifier("unpublishedChunkWriter") PreviewableWriter<Long> publisher, FailedChunks failed) {
		return steps.publishStep(partitioner, unpublishedChunks, publisher, failed);
	}

}
