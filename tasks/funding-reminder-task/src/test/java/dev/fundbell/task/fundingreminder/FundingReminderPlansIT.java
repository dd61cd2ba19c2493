package dev.fundbell.task.fundingreminder;

import java.time.LocalDate;
import java.time.LocalDateTime;

import javax.sql.DataSource;

import dev.fundbell.batch.run.LeadTime;
import dev.fundbell.test.LargeTables;
import dev.fundbell.test.Plans;
import dev.fundbell.test.Rows;
import dev.fundbell.test.SettableClock;
import dev.fundbell.test.WithRealServers;
import dev.fundbell.test.task.JobRuns;
import org.junit.jupiter.api.Test;

import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

import static org.assertj.core.api.Assertions.assertThat;

/** The rule that no statement of a run scans a table, however large and skewed it is. */
@SpringBootTest(properties = { "spring.profiles.active=stand-alone", "fundbell.batch.run-at-start=false",
		"fundbell.batch.chunk-size=10000", "spring.cloud.task.closecontext-enabled=false" })
@WithRealServers(platformDatabase = true, kafka = true)
class FundingReminderPlansIT {

	private static final LocalDate TODAY = LocalDate.parse("2026-11-23");

	/** So many small ones that lists of fundings are as long as they get. */
	private static final int DUE = 2500;

	private final Plans plans;

	private final Rows rows;

	private final JobRuns jobs;

	FundingReminderPlansIT(@Autowired Plans plans, @Autowired DataSource database, @Autowired JobOperator operator,
			@Autowired Job job) {
		this.plans = plans;
		this.rows = new Rows(database);
		this.jobs = new JobRuns(operator, job);
		LargeTables tables = new LargeTables(database, 200_000).usersAndFundings(Rows.FAR_AHEAD)
			.participations()
			.interests()
			.notifications();
		this.rows.jdbc().sql("UPDATE participations SET status = 'CANCELLED' WHERE id % 4 < 2").update();
		this.rows.jdbc()
			.sql("UPDATE fundings SET deadline = ? WHERE id <= ?")
			.params(LocalDateTime.parse("2026-11-24T03:00:00"), DUE)
			.update();
		for (int number : new int[] { 1, 999, 1000, 10_000 }) {
			tables.leftover("FUNDING_DEADLINE", TODAY.minusDays(number), number);
		}
		tables.analyze();
	}

	@Test
	void scansNoTable() {
		JobParameters run = new LeadTime(TODAY, 1).toJobParameters();
		run(run);
		assertThat(this.rows.count("notifications WHERE created_at > '2026-11-22'")).isGreaterThan(50_000);
		assertThat(this.rows.notificationsIn("WITHDRAWN")).isGreaterThan(1000);
		// Once more, with each of them there already.
		run(run);
		run(new JobParametersBuilder(run).addString("partition", "2/3").toJobParameters());
	}

	private void run(JobParameters parameters) {
		this.plans.clear();
		this.jobs.run(parameters);
		assertThat(this.plans.accesses()).isNotEmpty();
		assertThat(this.plans.scans()).isEmpty();
	}

	@TestConfiguration
	static class Explained {

		@Bean
		static Plans plans() {
			return new Plans();
		}

		@Bean
		SettableClock clock() {
			return new SettableClock("2026-11-23T00:00:00Z");
		}

	}

}
