package dev.fundbell.task.fundingclose;

import java.time.Clock;

import dev.fundbell.batch.range.UserRange;
import dev.fundbell.batch.report.PreviewableWriter;
import dev.fundbell.batch.report.RunIds;
import dev.fundbell.batch.report.RunReport;
import dev.fundbell.batch.run.RunParameters;
import dev.fundbell.batch.step.ChunkSteps;
import dev.fundbell.database.BusinessCalendar;
import dev.fundbell.notification.FundingFailed;
import dev.fundbell.notification.FundingSucceeded;

import org.springframework.batch.core.configuration.annotation.StepScope;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.partition.Partitioner;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Configuration of the job: close due fundings, grant coupons for successes, notify the
 * participants of successes, take back the coupons of fundings that have failed after a
 * success, notify the participants of failures, publish unpublished chunks.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ FundingCloseProperties.class, RewardProperties.class })
class FundingCloseJobConfiguration {

	/** The step without which no success is settled. */
	static final String GRANT_COUPONS = "grant-coupons";

	/** The step without which no failure is settled. */
	static final String TAKE_BACK_COUPONS = "take-back-coupons";

	@Bean
	Job fundingCloseJob(ChunkSteps steps, Step closeStep, Step grantStep, Step notifySuccessStep, Step takeBackStep,
			Step notifyFailureStep, Step publishStep) {
		return steps.job("funding-close", closeStep, grantStep, notifySuccessStep, takeBackStep, notifyFailureStep,
				publishStep);
	}

	@Bean
	Step closeStep(ChunkSteps steps, Partitioner dueFundingPartitioner, ItemReader<Long> dueFundingReader,
			PreviewableWriter<Long> fundingCloseWriter) {
		return steps.partitionedStep("close", dueFundingPartitioner, dueFundingReader, FundingCloseWriter.CHUNK_SIZE,
				fundingCloseWriter);
	}

	@Bean
	Step grantStep(ChunkSteps steps, Partitioner succeededPartitioner, ItemReader<UserRange> rewardedRangeReader,
			PreviewableWriter<UserRange> couponGrantWriter) {
		return steps.partitionedStep(GRANT_COUPONS, succeededPartitioner, rewardedRangeReader, 1, couponGrantWriter);
	}

	@Bean
	Step notifySuccessStep(ChunkSteps steps, Partitioner succeededPartitioner,
			ParticipantReader<RewardedParticipant> rewardedParticipantReader, FundingSucceeded type,
			SettledFundings settled) {
		return steps.notificationStep("notify-success", succeededPartitioner, rewardedParticipantReader,
				(participant) -> type.of(participant.recipient(), participant.funding(), participant.coupon()),
				(participant) -> "Coupon " + participant.coupon().id(), settled.ofSeveralPartitions(Outcome.SUCCEEDED));
	}

	@Bean
	Step takeBackStep(ChunkSteps steps, Partitioner failedAfterSuccessPartitioner,
			ItemReader<UserRange> failedAfterSuccessRangeReader, PreviewableWriter<UserRange> couponTakeBackWriter) {
		return steps.partitionedStep(TAKE_BACK_COUPONS, failedAfterSuccessPartitioner, failedAfterSuccessRangeReader, 1,
				couponTakeBackWriter);
	}

	@Bean
	Step notifyFailureStep(ChunkSteps steps, Partitioner failedPartitioner,
			ParticipantReader<Participant> participantReader, FundingFailed type, SettledFundings settled) {
		return steps.notificationStep("notify-failure", failedPartitioner, participantReader,
				(participant) -> participant.notification(type), (participant) -> "User %d of funding %d"
					.formatted(participant.recipient().userId(), participant.funding().id()),
				settled.ofSeveralPartitions(Outcome.FAILED));
	}

	@Bean
	@StepScope
	PreviewableWriter<Long> fundingCloseWriter(JdbcClient jdbc, TransactionOperations transactions,
			BusinessCalendar calendar, RewardProperties reward, RunIds runs, RunReport report,
			@Value("#{stepExecution}") StepExecution step) {
		return new FundingCloseWriter(jdbc, transactions, calendar, reward, runs, report, step);
	}

	@Bean
	@StepScope
	PreviewableWriter<UserRange> couponGrantWriter(JdbcClient jdbc, TransactionOperations transactions,
			RewardProperties reward, Clock clock, RunIds runs, @Value("#{stepExecution}") StepExecution step) {
		return new CouponGrantWriter(jdbc, transactions, reward, clock, runs, step);
	}

	@Bean
	@StepScope
	PreviewableWriter<UserRange> couponTakeBackWriter(JdbcClient jdbc, TransactionOperations transactions, RunIds runs,
			@Value("#{stepExecution}") StepExecution step) {
		return new CouponTakeBackWriter(jdbc, transactions, runs, step);
	}

	@Bean
	SettledFundings settledFundings(JdbcClient jdbc, TransactionOperations transactions, Clock clock) {
		return new SettledFundings(jdbc, transactions, clock);
	}

	@Bean
	RunParameters runParameters(FundingCloseProperties properties, Clock clock) {
		return () -> FundingCloseParameters.of(properties, clock).toJobParameters();
	}

}
