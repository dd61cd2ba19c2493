package dev.fundbell.task.fundingreminder;

import java.time.LocalDate;
import java.time.LocalDateTime;

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
class FundingReminderPlansIT extends JobPlansTestBase {

	private static final LocalDate TODAY = LocalDate.parse("2026-11-23");

	/** So many small ones that lists of fundings are as long as they get. */
	private static final int DUE = 2500;

	@Override
	protected void fill(LargeTables tables) {
		tables.participations().interests().notifications().leftovers("FUNDING_DEADLINE", TODAY.minusDays(10_001));
		rows().jdbc().sql("UPDATE participations SET status = 'CANCELLED' WHERE id % 4 < 2 AND id <= 200000").update();
		rows().jdbc()
			.sql("UPDATE fundings SET deadline = ? WHERE id <= ?")
			.params(LocalDateTime.parse("2026-11-24T03:00:00"), DUE)
			.update();
	}

	@Test
	void scansNoTable() {
		JobParameters run = new LeadTime(TODAY, 1).toJobParameters();
		run(new JobParametersBuilder(run).addString("dry-run", "true").toJobParameters());
		run(run);
		assertThat(rows().count("notifications WHERE created_at > '2026-11-22'")).isGreaterThan(50_000);
		assertThat(rows().notificationsIn("WITHDRAWN")).isGreaterThan(1000);
		// Once more, with each of them there already.
		run(run);
		run(new JobParametersBuilder(run).addString("partition", "2/3").toJobParameters());
	}

}
