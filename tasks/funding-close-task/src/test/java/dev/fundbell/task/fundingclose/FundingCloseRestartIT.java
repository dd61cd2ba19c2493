package dev.fundbell.task.fundingclose;

import java.time.Duration;
import java.util.List;

import dev.fundbell.test.Rows;
import dev.fundbell.test.task.JobRuns;
import org.junit.jupiter.api.Test;

import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of a run after another one that has ended, failed or was killed. */
class FundingCloseRestartIT extends FundingCloseTestBase {

	@Test
	void doesNothingTwice() {
		long funding = this.rows.funding("달빛 램프", 1, NOW);
		this.rows.participation(funding, this.user, 1);
		run();
		this.rows.jdbc().sql("UPDATE coupons SET status = 'USED'").update();
		this.rows.jdbc().sql("UPDATE funding_closings SET settled_at = NULL").update();
		this.clock.advance(Duration.ofDays(3));
		JobExecution again = run();
		assertThat(coupons(this.user)).containsExactly("1 USED 2026-12-25");
		assertThat(this.rows.count("notifications")).isEqualTo(1);
		assertThat(JobRuns.step(again, "close").getReadCount()).isZero();
		assertThat(JobRuns.step(again, "notify-success").getFilterCount()).isEqualTo(1);
		assertThat(unsettled()).isZero();
	}

	@Test
	void looksAtNobodyAgainOnceAFundingIsSettled() {
		long funding = this.rows.funding("달빛 램프", 1, NOW);
		this.rows.participation(funding, this.user, 1);
		run();
		assertThat(JobRuns.step(run(), "notify-success").getReadCount()).isZero();
	}

	@Test
	void keepsWhatWasCommittedBeforeItFailedAndDoesTheRestWhenItRunsAgain() {
		List<Long> users = users(50);
		long funding = this.rows.funding("달빛 램프", 1, NOW);
		users.forEach((id) -> this.rows.participation(funding, id, 1));
		this.rows.jdbc().sql("""
				CREATE TRIGGER broken BEFORE INSERT ON notifications FOR EACH ROW
				IF NEW.user_id = %d THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'broken'; END IF
				""".formatted(users.get(30))).update();
		try {
			assertThat(this.jobs.start(parameters(NOW, null)).getStatus()).isEqualTo(BatchStatus.FAILED);
		}
		finally {
			this.rows.jdbc().sql("DROP TRIGGER broken").update();
		}
		assertThat(this.rows.count("notifications")).isLessThan(50);
		assertThat(unsettled()).isEqualTo(1);
		run();
		assertEverybodyIsTold(50, 0);
	}

	@Test
	void publishesWhatAnEarlierRunLeftAndIsStillValid() {
		long funding = this.rows.funding("달빛 램프", 1, NOW);
		long used = this.rows.user("ko");
		long cancelled = this.rows.user("ko");
		this.rows.participation(funding, this.user, 1);
		this.rows.participation(funding, used, 1);
		long cancelledLater = this.rows.participation(funding, cancelled, 1);
		run();
		this.rows.jdbc().sql("UPDATE notifications SET state = 'PUBLISHING'").update();
		this.rows.jdbc()
			.sql("INSERT INTO unpublished_ranges (first_id, last_id) SELECT MIN(id), MAX(id) FROM notifications")
			.update();
		this.rows.jdbc().sql("UPDATE coupons SET status = 'USED' WHERE user_id = ?").param(used).update();
		cancel(cancelledLater);
		assertThat(this.report.take(run())).startsWith("publish: 2 withdrawn because they are stale (notification ");
		assertThat(state(this.user)).isEqualTo("PUBLISHED");
		assertThat(state(used)).isEqualTo("WITHDRAWN COUPON_USED");
		assertThat(state(cancelled)).isEqualTo("WITHDRAWN PARTICIPATION_CANCELLED");
	}

	@Test
	void tellsOfOtherFundingsThoughOneCannotBeClosed() {
		long told = this.rows.funding("told", 1, NOW);
		this.rows.participation(told, this.user, 1);
		run();
		this.rows.jdbc().sql("DELETE FROM notifications").update();
		this.rows.jdbc().sql("UPDATE funding_closings SET settled_at = NULL").update();
		long bad = this.rows.funding("bad", 1, NOW);
		JobExecution execution = runWithTrigger("BEFORE UPDATE ON fundings", "NEW.id = " + bad);
		assertThat(execution.getStatus()).isEqualTo(BatchStatus.FAILED);
		assertThat(execution.getExitStatus().getExitCode()).isEqualTo("FAILED");
		assertThat(status(bad)).isEqualTo("OPEN");
		assertThat(this.rows.notificationsIn("PUBLISHED")).isEqualTo(1);
		assertThat(unsettled()).isZero();
	}

	@Test
	void settlesNoSuccessWhoseCouponsAreMissing() {
		long funding = this.rows.funding("달빛 램프", 1, NOW);
		this.rows.participation(funding, this.user, 1);
		runWithTrigger("BEFORE INSERT ON coupons", "NEW.user_id = " + this.user);
		assertThat(status(funding)).isEqualTo("SUCCEEDED");
		assertThat(unsettled()).isEqualTo(1);
		run();
		assertEverybodyIsTold(1, 0);
	}

	@Test
	void tellsNobodyOfASuccessWhoHasCancelledHoweverManyTheyAre() {
		long other = this.rows.funding("other", 1, NOW);
		this.rows.participation(other, this.user, 1);
		run();
		this.rows.jdbc().sql("DELETE FROM notifications").update();
		this.rows.jdbc().sql("UPDATE funding_closings SET settled_at = NULL").update();
		this.rows.jdbc().sql("UPDATE participations SET status = 'CANCELLED'").update();
		this.rows.jdbc()
			.sql("INSERT INTO users (name, locale, created_at) SELECT 'A user', 'ko', ? FROM seq_1_to_10001")
			.param(Rows.CREATED_AT)
			.update();
		this.rows.jdbc().sql("""
				INSERT IGNORE INTO coupons (user_id, funding_id, amount, status, expiration_date, created_at, occasion)
				SELECT id, ?, 1000, 'ACTIVE', '2026-12-25', ?, 'FUNDING_SUCCEEDED' FROM users
				""").params(other, Rows.CREATED_AT).update();
		long failed = this.rows.funding("failed", 2, NOW);
		this.rows.participation(failed, this.user, 1);
		run();
		assertThat(types(this.user)).containsExactly("FUNDING_FAILED");
		assertThat(this.rows.count("notifications")).isEqualTo(1);
		assertThat(unsettled()).isZero();
	}

	private JobExecution runWithTrigger(String event, String condition) {
		this.rows.jdbc().sql("""
				CREATE TRIGGER broken %s FOR EACH ROW
				IF %s THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'broken'; END IF
				""".formatted(event, condition)).update();
		try {
			return this.jobs.start(parameters(NOW, null));
		}
		finally {
			this.rows.jdbc().sql("DROP TRIGGER broken").update();
		}
	}

	private String state(long userId) {
		return query("SELECT CONCAT_WS(' ', state, withdrawn_reason) FROM notifications WHERE user_id = ?", userId)
			.get(0);
	}

}
