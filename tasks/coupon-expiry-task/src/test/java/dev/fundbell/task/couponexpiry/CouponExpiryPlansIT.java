package dev.fundbell.task.couponexpiry;

import java.time.LocalDate;

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
class CouponExpiryPlansIT {

	private static final LocalDate TODAY = LocalDate.parse("2026-11-23");

	private static final String EXPIRATION_DATES = """
			CASE WHEN seq <= 11000 THEN '2026-11-22' WHEN seq <= 22000 THEN '2026-11-24'
			     ELSE '2026-12-01' + INTERVAL seq % 300 DAY END""";

	private final Plans plans;

	private final Rows rows;

	private final JobRuns jobs;

	CouponExpiryPlansIT(@Autowired Plans plans, @Autowired DataSource database, @Autowired JobOperator operator,
			@Autowired Job job) {
		this.plans = plans;
		this.rows = new Rows(database);
		this.jobs = new JobRuns(operator, job);
		LargeTables tables = new LargeTables(database, 200_000).usersAndFundings(Rows.FAR_AHEAD)
			.coupons(EXPIRATION_DATES)
			.notifications();
		for (int number : new int[] { 1, 999, 1000, 10_000 }) {
			tables.leftover("COUPON_DEADLINE", TODAY.plusDays(number), number);
		}
		tables.analyze();
	}

	@Test
	void scansNoTable() {
		JobParameters run = new LeadTime(TODAY, 1).toJobParameters();
		run(run);
		assertThat(this.rows.count("coupons WHERE status = 'EXPIRED'")).isEqualTo(11_000);
		assertThat(this.rows.notificationsIn("WITHDRAWN")).isEqualTo(12_000);
		// Once more, with each of them there already.
		run(run);
		run(new JobParametersBuilder(run).addString("partition", "2/3").toJobParameters());
		assertThat(this.plans.accesses()).filteredOn((access) -> access.statement().contains("AS wanted"))
			.filteredOn((access) -> access.table().equals("n"))
			.isNotEmpty()
			.allSatisfy((access) -> assertThat(access.keyLength()).as("the whole business key").isEqualTo("53"));
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
