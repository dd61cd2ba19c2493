package dev.fundbell.task.couponexpiry;

import java.sql.SQLException;
import java.time.LocalDate;

import dev.fundbell.batch.run.LeadTime;
import dev.fundbell.test.LargeTables;
import dev.fundbell.test.WithRealServers;
import dev.fundbell.test.task.JobPlansTestBase;
import org.junit.jupiter.api.Test;

import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;

import static org.assertj.core.api.Assertions.assertThat;

/** The plans of the statements of a run. */
@WithRealServers(platformDatabase = true, kafka = true)
class CouponExpiryPlansIT extends JobPlansTestBase {

	private static final LocalDate TODAY = LocalDate.parse("2026-11-23");

	private static final String EXPIRATION_DATES = """
			CASE WHEN seq <= 11000 THEN '2026-11-22' WHEN seq <= 22000 THEN '2026-11-24'
			     ELSE '2026-12-01' + INTERVAL seq % 300 DAY END""";

	/** The task whose tables grow the most, with the statements that all tasks share. */
	@Override
	protected int size() {
		return 1_000_000;
	}

	@Override
	protected void fill(LargeTables tables) {
		tables.coupons(EXPIRATION_DATES).notifications().leftovers("COUPON_DEADLINE", TODAY);
	}

	@Test
	void scansNoTable() throws SQLException {
		JobParameters run = new LeadTime(TODAY, 1).toJobParameters();
		run(run);
		assertThat(rows().count("coupons WHERE status = 'EXPIRED'")).isEqualTo(11_000);
		assertThat(rows().notificationsIn("WITHDRAWN")).isEqualTo(12_000);
		// Once more, with each of them there already.
		run(run);
		run(new JobParametersBuilder(run).addString("partition", "2/3").toJobParameters());
		assertThat(plans().accesses()).filteredOn((access) -> access.statement().contains("AS wanted"))
			.filteredOn((access) -> access.table().equals("n"))
			.isNotEmpty()
			.allSatisfy((access) -> assertThat(access.keyLength()).as("the whole business key").isEqualTo("53"));
		pretendOneRow("fundings");
		run(run);
	}

}
