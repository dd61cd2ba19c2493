package dev.fundbell.batch.run;

import java.time.Clock;

import dev.fundbell.batch.BatchProperties;
import dev.fundbell.batch.ChunkedSteps;
import dev.fundbell.batch.RetriedTransactions;
import dev.fundbell.batch.notification.NotificationWriter;

import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionOperations;

/** Runs the application's job as the process's one task. */
@AutoConfiguration
@EnableConfigurationProperties(BatchProperties.class)
class TaskRunAutoConfiguration {

	@Bean
	ChunkedSteps chunkedSteps(JobRepository jobRepository, BatchProperties properties) {
		return new ChunkedSteps(jobRepository, properties);
	}

	@Bean
	TransactionOperations serviceTransactions(PlatformTransactionManager transactionManager) {
		return new RetriedTransactions(transactionManager);
	}

	@Bean
	@ConditionalOnProperty(name = "fundbell.batch.run-at-start", matchIfMissing = true)
	JobRunner jobRunner(JobOperator operator, Job job, RunParameters parameters) {
		return new JobRunner(operator, job, parameters);
	}

	@Bean
	NotificationWriter notificationWriter(JdbcTemplate jdbc, Clock clock) {
		return new NotificationWriter(jdbc, clock);
	}

	@Bean
	ExitMessage exitMessage() {
		return new ExitMessage();
	}

}
