package dev.fundbell.task.fundingclose;

import java.time.Clock;

import dev.fundbell.batch.BatchProperties;
import dev.fundbell.batch.ChunkedSteps;
import dev.fundbell.batch.publish.NotificationPublisher;
import dev.fundbell.batch.run.RunParameters;
import dev.fundbell.database.BusinessCalendar;
import dev.fundbell.notification.FundingFailed;
import dev.fundbell.notification.FundingSucceeded;

import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Close; publish what earlier runs left; reward and tell; tell. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ FundingCloseProperties.class, RewardProperties.class })
class FundingCloseJobConfiguration {

	@Bean
	RunParameters runParameters(FundingCloseProperties properties, Clock clock) {
		return () -> FundingCloseParameters.of(properties, clock).toJobParameters();
	}

	@Bean
	CloseFundings closeFundings(JdbcClient jdbc, TransactionOperations transactions, BusinessCalendar calendar,
			RewardProperties reward) {
		return new CloseFundings(jdbc, transactions, calendar, reward);
	}

	@Bean
	TellParticipants tellOfSuccess(JdbcClient jdbc, TransactionOperations transactions, NotificationPublisher publisher,
			FundingSucceeded type, RewardProperties reward, Clock clock, BatchProperties properties) {
		return new TellParticipants(jdbc, transactions, publisher, new Success(jdbc, type, reward, clock), clock,
				properties);
	}

	@Bean
	TellParticipants tellOfFailure(JdbcClient jdbc, TransactionOperations transactions, NotificationPublisher publisher,
			FundingFailed type, Clock clock, BatchProperties properties) {
		return new TellParticipants(jdbc, transactions, publisher, new Failure(jdbc, type), clock, properties);
	}

	@Bean
	Job fundingCloseJob(JobRepository jobRepository, ChunkedSteps steps, CloseFundings close,
			NotificationPublisher publisher, TellParticipants tellOfSuccess, TellParticipants tellOfFailure) {
		return new JobBuilder("funding-close", jobRepository).start(steps.step("close", close))
			.next(steps.step("publish-leftovers", publisher.leftovers()))
			.next(steps.step("tell-of-success", tellOfSuccess))
			.next(steps.step("tell-of-failure", tellOfFailure))
			.build();
	}

}
