package dev.fundbell.task.fundingclose;

import dev.fundbell.test.task.JobRuns;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of which fundings a run closes, and what it decides of them. */
class FundingCloseJobIT extends FundingCloseTestBase {

	@Test
	void closesWhatIsDueToTheMicrosecond() {
		long past = this.rows.funding("past", 1, NOW.minusNanos(1000));
		long now = this.rows.funding("now", 1, NOW);
		long ahead = this.rows.funding("ahead", 1, NOW.plusNanos(1000));
		JobExecution execution = run();
		assertThat(status(past)).isEqualTo("FAILED");
		assertThat(status(now)).isEqualTo("FAILED");
		assertThat(status(ahead)).isEqualTo("OPEN");
		assertThat(JobRuns.step(execution, "close").getWriteCount()).isEqualTo(2);
	}

	@Test
	void closesWhatWasDueAtAnEarlierInstant() {
		long funding = this.rows.funding("달빛 램프", 1, NOW.minusSeconds(3600));
		run(NOW.minusSeconds(3600).minusNanos(1000), null);
		assertThat(status(funding)).isEqualTo("OPEN");
		run(NOW.minusSeconds(3600), null);
		assertThat(status(funding)).isEqualTo("FAILED");
	}

	@Test
	void closesTheFundingThatItIsAskedFor() {
		long other = this.rows.funding("other", 1, NOW);
		long asked = this.rows.funding("asked", 1, NOW);
		this.rows.participation(other, this.user, 1);
		this.rows.participation(asked, this.user, 1);
		run(NOW, asked);
		assertThat(status(asked)).isEqualTo("SUCCEEDED");
		assertThat(status(other)).isEqualTo("OPEN");
		assertThat(coupons(this.user)).hasSize(1);
		run(NOW, asked);
		assertThat(coupons(this.user)).hasSize(1);
	}

	@Test
	void settlesTheFundingThatItIsAskedFor() {
		long other = this.rows.funding("other", 1, NOW);
		long asked = this.rows.funding("asked", 1, NOW);
		this.rows.participation(other, this.user, 1);
		this.rows.participation(asked, this.user, 1);
		run();
		this.rows.jdbc().sql("DELETE FROM notifications").update();
		this.rows.jdbc().sql("UPDATE funding_closings SET settled_at = NULL").update();
		run(NOW, asked);
		assertThat(this.rows.count("notifications WHERE funding_id = " + asked)).isEqualTo(1);
		assertThat(this.rows.count("notifications WHERE funding_id = " + other)).isZero();
		assertThat(unsettled()).isEqualTo(1);
	}

	@Test
	void leavesAloneWhatIsClosedAlready() {
		long funding = this.rows.funding("달빛 램프", 1, NOW);
		this.rows.participation(funding, this.user, 1);
		this.rows.jdbc().sql("UPDATE fundings SET status = 'SUCCEEDED'").update();
		run();
		assertThat(this.rows.count("funding_closings")).isZero();
		assertThat(this.rows.count("notifications")).isZero();
	}

	@ParameterizedTest
	@CsvSource({ "999, FAILED", "1000, SUCCEEDED", "1001, SUCCEEDED" })
	void succeedsWhereTheTargetIsMet(long amount, String status) {
		long funding = this.rows.funding("달빛 램프", 1000, NOW);
		this.rows.participation(funding, this.user, amount - 500);
		this.rows.participation(funding, this.rows.user("ko"), 500);
		run();
		assertThat(status(funding)).isEqualTo(status);
		assertThat(closing(funding, "amount")).isEqualTo(Long.toString(amount));
	}

	@Test
	void doesNotCountWhatWasCancelled() {
		long funding = this.rows.funding("달빛 램프", 1000, NOW);
		this.rows.participation(funding, this.user, 999);
		cancel(this.rows.participation(funding, this.rows.user("ko"), 1));
		run();
		assertThat(status(funding)).isEqualTo("FAILED");
		assertThat(this.rows.notificationIdsOf(this.user)).hasSize(1);
		assertThat(this.rows.count("notifications")).isEqualTo(1);
	}

	@Test
	void tellsNobodyWhereNobodyTookPart() {
		long success = this.rows.funding("free", 0, NOW);
		long failure = this.rows.funding("dear", 1, NOW);
		cancel(this.rows.participation(success, this.user, 1));
		run();
		assertThat(status(success)).isEqualTo("SUCCEEDED");
		assertThat(status(failure)).isEqualTo("FAILED");
		assertThat(this.rows.count("notifications")).isZero();
		assertThat(this.rows.count("coupons")).isZero();
		assertThat(unsettled()).isZero();
	}

	@Test
	void writesTheRunIntoWhatItChanges() {
		long funding = this.rows.funding("달빛 램프", 1, NOW);
		this.rows.participation(funding, this.user, 1);
		JobExecution execution = run();
		String run = "(SELECT id FROM task_runs WHERE job = 'funding-close' AND run_id = '%s')"
			.formatted(execution.getJobParameters().getString("run-id"));
		assertThat(this.rows.count("funding_closings WHERE closed_by = " + run)).isEqualTo(1);
		assertThat(this.rows.count("coupons WHERE granted_by = " + run)).isEqualTo(1);
		assertThat(this.rows.count("notifications WHERE created_by = " + run)).isEqualTo(1);
	}

	@Test
	void changesNothingInADryRun() {
		long closed = this.rows.funding("closed", 1, NOW);
		this.rows.participation(closed, this.user, 1);
		run();
		this.rows.jdbc().sql("DELETE FROM notifications").update();
		this.rows.jdbc().sql("DELETE FROM coupons").update();
		this.rows.jdbc().sql("UPDATE funding_closings SET settled_at = NULL").update();
		long success = this.rows.funding("success", 1, NOW);
		this.rows.participation(success, this.user, 1);
		long failure = this.rows.funding("failure", 1, NOW);
		JobExecution execution = this.jobs
			.run(new JobParametersBuilder(parameters(NOW, null)).addString("dry-run", "true").toJobParameters());
		assertThat(this.report.take(execution)).isEqualTo("""
				close: 2 to do (funding %d SUCCEEDED with 1 participations, funding %d FAILED with 0 participations); \
				grant-coupons: 1 to do (user %d of funding %d); notify-success: 0 to do; take-back-coupons: 0 to do; \
				notify-failure: 0 to do; publish: 0 to do""".formatted(success, failure, this.user, closed));
		assertThat(this.rows.count("fundings WHERE status = 'OPEN'")).isEqualTo(2);
		assertThat(this.rows.count("coupons")).isZero();
		assertThat(this.rows.count("notifications")).isZero();
		assertThat(unsettled()).isEqualTo(1);
	}

}
