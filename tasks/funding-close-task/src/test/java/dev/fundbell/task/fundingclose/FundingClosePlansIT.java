package dev.fundbell.task.fundingclose;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

import javax.sql.DataSource;

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
class FundingClosePlansIT {

	private static final Instant NOW = Instant.parse("2026-11-24T15:15:00Z");

	private static final LocalDate LONG_AGO = LocalDate.parse("2026-01-01");

	/** So many small ones that lists of fundings are as long as they get. */
	private static final int DUE = 2500;

	private final Plans plans;

	private final Rows rows;

	private final JobRuns jobs;

	FundingClosePlansIT(@Autowired Plans plans, @Autowired DataSource database, @Autowired JobOperator operator,
			@Autowired Job job) {
		this.plans = plans;
		this.rows = new Rows(database);
		this.jobs = new JobRuns(operator, job);
		LargeTables tables = new LargeTables(database, 200_000).usersAndFundings(Rows.FAR_AHEAD)
			.participations()
			.coupons("'9998-01-01'")
			.notifications();
		// A third misses its target.
		this.rows.jdbc()
			.sql("UPDATE fundings SET deadline = ?, target_amount = IF(id % 3 = 0, 3, 2) WHERE id <= ?")
			.params(LocalDateTime.ofInstant(NOW, ZoneOffset.UTC), DUE)
			.update();
		for (int number : new int[] { 1, 999, 1000, 10_000 }) {
			tables.leftover("FUNDING_SUCCEEDED", LONG_AGO.plusDays(number), number);
			tables.leftover("FUNDING_FAILED", LONG_AGO.plusDays(number), number);
		}
		tables.analyze();
	}

	@Test
	void scansNoTable() {
		JobParameters run = new FundingCloseParameters(NOW, null).toJobParameters();
		run(run);
		assertThat(this.rows.count("fundings WHERE status <> 'OPEN'")).isEqualTo(DUE);
		assertThat(this.rows.count("coupons WHERE occasion IS NOT NULL")).isGreaterThan(100_000);
		assertThat(this.rows.notificationsIn("WITHDRAWN")).isGreaterThan(12_000);
		// Once more in shares, with each notification there already.
		this.rows.jdbc().sql("UPDATE funding_closings SET settled_at = NULL").update();
		for (String share : new String[] { "1/2", "2/2" }) {
			run(new JobParametersBuilder(run).addString("partition", share).toJobParameters());
		}
		assertThat(this.rows.count("funding_closings WHERE settled_at IS NULL")).isZero();
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
			return new SettableClock("2026-11-24T15:15:00Z");
		}

	}

}
