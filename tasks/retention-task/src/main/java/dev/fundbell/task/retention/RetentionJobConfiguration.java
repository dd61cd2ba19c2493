package dev.fundbell.task.retention;

import java.time.Clock;
import java.util.Map;
import java.util.stream.Stream;

import dev.fundbell.batch.report.RunIds;
import dev.fundbell.batch.report.RunReport;
import dev.fundbell.batch.run.RunParameters;
import dev.fundbell.batch.step.BatchProperties;
import dev.fundbell.batch.step.ChunkSteps;
import dev.fundbell.database.BusinessCalendar;

import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.partition.Partitioner;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Configuration of the job: erase a user, if one is named, or else delete old rows, kind
 * by kind.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RetentionProperties.class)
class RetentionJobConfiguration {

	/** One partition at a time, because faster deletes would slow the users' queries. */
	private static final Partitioner ONE_PARTITION = (gridSize) -> Map.of("all", new ExecutionContext());

	@Bean
	Job retentionJob(ChunkSteps steps, JdbcClient jdbc, TransactionOperations transactions, BusinessCalendar calendar,
			Clock clock, RunIds runs, RunReport report, BatchProperties properties) {
		IdMarks marks = new IdMarks(jdbc, clock);
		Step erase = steps.partitionedStep("erase", ONE_PARTITION, new ErasureReader(jdbc), 1,
				new ErasureWriter(jdbc, transactions, runs, report));
		Stream<Step> purges = Stream.of(Purge.values())
			.map((purge) -> steps.partitionedStep(purge.step(), ONE_PARTITION,
					new PurgeReader(purge, jdbc, marks, properties.chunkSize()), 1,
					new PurgeWriter(purge, jdbc, transactions, calendar, report)));
		return steps.job("retention", Stream.concat(Stream.of(erase), purges).toArray(Step[]::new));
	}

	// The environment may have a variable USER, so the option is none of the properties.
	@Bean
	RunParameters runParameters(RetentionProperties properties, ApplicationArguments arguments, Clock clock) {
		return () -> RetentionParameters.of(properties, arguments.getOptionValues("user"), clock.instant())
			.toJobParameters();
	}

}
