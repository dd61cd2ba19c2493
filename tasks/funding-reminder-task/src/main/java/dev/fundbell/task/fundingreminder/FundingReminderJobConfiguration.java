package dev.fundbell.task.fundingreminder;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

import dev.fundbell.batch.range.KeyRange;
import dev.fundbell.batch.range.OpenFundings;
import dev.fundbell.batch.range.RangeItemReader;
import dev.fundbell.batch.range.UserPartition;
import dev.fundbell.batch.range.UserPartitioner;
import dev.fundbell.batch.range.UserRanges;
import dev.fundbell.batch.run.LeadTime;
import dev.fundbell.batch.run.RunParameters;
import dev.fundbell.batch.run.Share;
import dev.fundbell.batch.step.BatchProperties;
import dev.fundbell.batch.step.ChunkSteps;
import dev.fundbell.database.BusinessCalendar;
import dev.fundbell.notification.FundingDeadline;

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

/**
 * Configuration of the job: notify users of fundings that close soon, publish unpublished
 * chunks.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FundingReminderProperties.class)
class FundingReminderJobConfiguration {

	@Bean
	Job fundingReminderJob(ChunkSteps steps, Step notifyStep, Step publishStep) {
		return steps.job("funding-reminder", notifyStep, publishStep);
	}

	@Bean
	Step notifyStep(ChunkSteps steps, Partitioner interestedUserPartitioner,
			ItemReader<InterestedUser> interestedUserReader, FundingDeadline type) {
		return steps.notificationStep("notify", interestedUserPartitioner, interestedUserReader,
				(user) -> type.of(user.recipient(), user.funding()),
				(user) -> "User %d of funding %d".formatted(user.recipient().userId(), user.funding().id()));
	}

	@Bean
	@StepScope
	Partitioner interestedUserPartitioner(JdbcClient jdbc, BusinessCalendar calendar, BatchProperties properties,
			@Value("#{stepExecution}") StepExecution step) {
		KeyRange fundings = dueFundings(LeadTime.of(step.getJobParameters()), calendar);
		return new UserPartitioner(() -> new InterestsInFundings(jdbc, fundings), properties.chunkSize());
	}

	@Bean
	@StepScope
	ItemReader<InterestedUser> interestedUserReader(JdbcClient jdbc, BusinessCalendar calendar,
			BatchProperties properties, @Value("#{stepExecution}") StepExecution step) {
		UserPartition partition = UserPartition.of(step.getExecutionContext());
		UserRanges ranges = new UserRanges(new InterestsInFundings(jdbc, partition.fundings()), partition,
				properties.chunkSize());
		return new RangeItemReader<>(ranges,
				new InterestedUsers(jdbc, calendar, Share.of(step.getJobParameters()))::in);
	}

	/** The fundings that close within the lead time and are still open. */
	private static KeyRange dueFundings(LeadTime run, BusinessCalendar calendar) {
		Instant start = calendar.endOf(run.runDate().minusDays(1));
		Instant next = calendar.now().truncatedTo(ChronoUnit.MICROS).plus(1, ChronoUnit.MICROS);
		return OpenFundings.keys(start.isAfter(next) ? start : next, calendar.endOf(run.lastDate()));
	}

	@Bean
	RunParameters runParameters(FundingReminderProperties properties, BusinessCalendar calendar) {
		return () -> LeadTime.of(properties.runDate(), properties.leadDays(), calendar).toJobParameters();
	}

}
