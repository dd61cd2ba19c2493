package dev.fundbell.task.fundingclose;

import java.util.List;

import dev.fundbell.batch.range.KeyRange;
import dev.fundbell.batch.range.KeyRangePartitioner;
import dev.fundbell.batch.range.OpenFundings;
import dev.fundbell.batch.range.OpenFundings.OpenFunding;
import dev.fundbell.batch.range.RangeItemReader;
import dev.fundbell.batch.range.UserPartition;
import dev.fundbell.batch.range.UserPartitioner;
import dev.fundbell.batch.range.UserRange;
import dev.fundbell.batch.range.UserRanges;
import dev.fundbell.batch.run.Share;
import dev.fundbell.batch.step.BatchProperties;

import org.springframework.batch.core.configuration.annotation.StepScope;
import org.springframework.batch.core.partition.Partitioner;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Wiring of the partitioners and readers of the fundings that a run closes, and of their
 * participants.
 */
@Configuration(proxyBeanMethods = false)
class FundingReadersConfiguration {

	@Bean
	@StepScope
	Partitioner dueFundingPartitioner(JdbcClient jdbc, @Value("#{stepExecution}") StepExecution step) {
		return new KeyRangePartitioner(DueFundings.of(jdbc, FundingCloseParameters.of(step.getJobParameters())),
				FundingCloseWriter.CHUNK_SIZE);
	}

	@Bean
	@StepScope
	ItemReader<Long> dueFundingReader(JdbcClient jdbc, @Value("#{stepExecution}") StepExecution step) {
		OpenFundings fundings = OpenFundings.in(jdbc, KeyRange.of(step.getExecutionContext()));
		return new RangeItemReader<>(() -> {
			List<OpenFunding> next = fundings.next(FundingCloseWriter.CHUNK_SIZE);
			return next.isEmpty() ? null : next;
		}, (found) -> found.stream().map(OpenFunding::id).toList());
	}

	@Bean
	@StepScope
	Partitioner succeededPartitioner(JdbcClient jdbc, BatchProperties properties,
			@Value("#{stepExecution}") StepExecution step) {
		return partitioner(jdbc, Outcome.SUCCEEDED, properties, step);
	}

	@Bean
	@StepScope
	Partitioner failedPartitioner(JdbcClient jdbc, BatchProperties properties,
			@Value("#{stepExecution}") StepExecution step) {
		return partitioner(jdbc, Outcome.FAILED, properties, step);
	}

	@Bean
	@StepScope
	ItemReader<UserRange> rewardedRangeReader(JdbcClient jdbc, BatchProperties properties,
			@Value("#{stepExecution}") StepExecution step) {
		return ranges(jdbc, Outcome.SUCCEEDED, properties, step)::get;
	}

	@Bean
	@StepScope
	Partitioner failedAfterSuccessPartitioner(JdbcClient jdbc, BatchProperties properties,
			@Value("#{stepExecution}") StepExecution step) {
		return new UserPartitioner(() -> ParticipantsOfFundings.failedAfterSuccess(jdbc, fundings(step)),
				properties.chunkSize());
	}

	@Bean
	@StepScope
	ItemReader<UserRange> failedAfterSuccessRangeReader(JdbcClient jdbc, BatchProperties properties,
			@Value("#{stepExecution}") StepExecution step) {
		UserPartition partition = UserPartition.of(step.getExecutionContext());
		return new UserRanges(ParticipantsOfFundings.failedAfterSuccess(jdbc, partition.fundings()), partition,
				properties.chunkSize())::get;
	}

	@Bean
	@StepScope
	ParticipantReader<RewardedParticipant> rewardedParticipantReader(JdbcClient jdbc, SettledFundings settled,
			BatchProperties properties, @Value("#{stepExecution}") StepExecution step) {
		return new ParticipantReader<>(ranges(jdbc, Outcome.SUCCEEDED, properties, step),
				new RewardedParticipants(jdbc, Share.of(step.getJobParameters()))::in, Outcome.SUCCEEDED, settled);
	}

	@Bean
	@StepScope
	ParticipantReader<Participant> participantReader(JdbcClient jdbc, SettledFundings settled,
			BatchProperties properties, @Value("#{stepExecution}") StepExecution step) {
		return new ParticipantReader<>(ranges(jdbc, Outcome.FAILED, properties, step),
				new Participants(jdbc, Share.of(step.getJobParameters()))::in, Outcome.FAILED, settled);
	}

	private static Partitioner partitioner(JdbcClient jdbc, Outcome outcome, BatchProperties properties,
			StepExecution step) {
		return new UserPartitioner(() -> new ParticipantsOfFundings(jdbc, outcome, fundings(step)),
				properties.chunkSize());
	}

	private static KeyRange fundings(StepExecution step) {
		return ParticipantsOfFundings.keys(FundingCloseParameters.of(step.getJobParameters()).fundingId());
	}

	private static UserRanges ranges(JdbcClient jdbc, Outcome outcome, BatchProperties properties, StepExecution step) {
		UserPartition partition = UserPartition.of(step.getExecutionContext());
		return new UserRanges(new ParticipantsOfFundings(jdbc, outcome, partition.fundings()), partition,
				properties.chunkSize());
	}

}
