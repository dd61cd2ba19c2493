package dev.fundbell.task.fundingclose;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

import javax.sql.DataSource;

import dev.fundbell.test.LargeTables;
import dev.fundbell.test.WithRealServers;
import dev.fundbell.test.task.JobPlansTestBase;
import org.junit.jupiter.api.Test;

import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** The plans of the statements of a run. */
@WithRealServers(platformDatabase = true, kafka = true)
class FundingClosePlansIT extends JobPlansTestBase {

	private static final Instant DEADLINE = Instant.parse(NOW);

	private static final LocalDate LONG_AGO = LocalDate.parse("2026-01-01");

	/** So many small ones that lists of fundings are as long as they get. */
	private static final int DUE = 2500;

	@Override
	protected void fill(LargeTables tables) {
		tables.participations().coupons("'9998-01-01'").notifications();
		// A third misses its target.
		rows().jdbc()
			.sql("UPDATE fundings SET deadline = ?, target_amount = IF(id % 3 = 0, 3, 2) WHERE id <= ?")
			.params(LocalDateTime.ofInstant(DEADLINE, ZoneOffset.UTC), DUE)
			.update();
		tables.leftovers("FUNDING_SUCCEEDED", LONG_AGO).leftovers("FUNDING_FAILED", LONG_AGO);
	}

	@Test
	void scansNoTable(@Autowired DataSource database) throws SQLException {
		JobParameters run = new FundingCloseParameters(DEADLINE, null).toJobParameters();
		JobParameters dryRun = new JobParametersBuilder(run).addString("dry-run", "true").toJobParameters();
		run(dryRun);
		try (Connection holder = database.getConnection()) {
			holder.setAutoCommit(false);
			// The run takes its time, and MariaDB would end a transaction that is idle.
			holder.createStatement().execute("SET SESSION idle_transaction_timeout = 0");
			holder.createStatement().execute("SELECT id FROM fundings WHERE id = 3 LOCK IN SHARE MODE");
			run(run);
			holder.rollback();
		}
		assertThat(rows().count("fundings WHERE status <> 'OPEN'")).isEqualTo(DUE - 1);
		run(new FundingCloseParameters(DEADLINE, 3L).toJobParameters());
		assertThat(rows().count("fundings WHERE status <> 'OPEN'")).isEqualTo(DUE);
		assertThat(rows().count("coupons WHERE occasion IS NOT NULL")).isGreaterThan(100_000);
		assertThat(rows().notificationsIn("WITHDRAWN")).isGreaterThan(12_000);
		// Once more in shares, with each notification there already, and coupons that
		// failures take back.
		rows().jdbc()
			.sql("UPDATE funding_closings SET settled_at = NULL, succeeded_before = (outcome = 'FAILED')")
			.update();
		run(dryRun);
		for (String share : new String[] { "1/2", "2/2" }) {
			run(new JobParametersBuilder(run).addString("partition", share).toJobParameters());
		}
		assertThat(rows().count("funding_closings WHERE settled_at IS NULL")).isZero();
	}

}
