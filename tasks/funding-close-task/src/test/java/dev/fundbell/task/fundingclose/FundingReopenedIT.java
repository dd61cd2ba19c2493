package dev.fundbell.task.fundingclose;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;

import org.junit.jupiter.api.Test;

import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of fundings that somebody opens again after they were closed. */
class FundingReopenedIT extends FundingCloseTestBase {

	@Test
	void decidesAgainWhatSomebodyHasOpenedAgain() {
		long funding = this.rows.funding("달빛 램프", 1000, NOW);
		this.rows.participation(funding, this.user, 999);
		run();
		openAgain();
		this.rows.participation(funding, this.user, 1);
		this.clock.advance(Duration.ofDays(7));
		run();
		assertThat(status(funding)).isEqualTo("SUCCEEDED");
		assertThat(coupons(this.user)).containsExactly("1000 ACTIVE 2027-01-01");
		assertThat(types(this.user)).containsExactly("FUNDING_FAILED", "FUNDING_SUCCEEDED");
	}

	@Test
	void tellsNobodyASecondTimeThatAFundingHasSucceeded() {
		long funding = this.rows.funding("달빛 램프", 1, NOW);
		this.rows.participation(funding, this.user, 1);
		run();
		openAgain();
		long later = this.rows.user("ko");
		this.rows.participation(funding, later, 1);
		this.clock.advance(Duration.ofDays(7));
		run();
		assertThat(types(this.user)).containsExactly("FUNDING_SUCCEEDED");
		assertThat(types(later)).containsExactly("FUNDING_SUCCEEDED");
		assertThat(unsettled()).isZero();
	}

	@Test
	void settlesASecondSuccessInShares() {
		long funding = this.rows.funding("달빛 램프", 1, NOW);
		this.rows.participation(funding, this.user, 1);
		run();
		openAgain();
		this.clock.advance(Duration.ofDays(7));
		for (String share : List.of("1/2", "2/2")) {
			this.jobs.run(new JobParametersBuilder(parameters(this.clock.instant(), null)).addString("partition", share)
				.toJobParameters());
		}
		assertThat(types(this.user)).containsExactly("FUNDING_SUCCEEDED");
		assertThat(unsettled()).isZero();
	}

	@Test
	void takesUnusedCouponsBackAndSaysSoWhereAFundingFailsAfterASuccess() {
		long funding = this.rows.funding("달빛 램프", 2000, NOW);
		this.rows.participation(funding, this.user, 1000);
		long used = this.rows.user("en");
		this.rows.participation(funding, used, 500);
		long cancelled = this.rows.participation(funding, this.rows.user("ko"), 500);
		run();
		this.rows.jdbc().sql("UPDATE coupons SET status = 'USED' WHERE user_id = ?").param(used).update();
		openAgain();
		long later = this.rows.user("en");
		this.rows.participation(funding, later, 1);
		cancel(cancelled);
		this.clock.advance(Duration.ofDays(7));
		JobExecution execution = run();
		assertThat(status(funding)).isEqualTo("FAILED");
		assertThat(coupons(this.user)).containsExactly("1000 TAKEN_BACK 2026-12-25");
		assertThat(coupons(used)).containsExactly("500 USED 2026-12-25");
		assertThat(this.rows.count("coupons WHERE status = 'ACTIVE'")).as("of the one who had cancelled").isZero();
		assertThat(this.rows.count("coupons WHERE taken_back_by = (SELECT id FROM task_runs WHERE run_id = '%s')"
			.formatted(execution.getJobParameters().getString("run-id")))).isEqualTo(2);
		assertThat(types(this.user)).containsExactly("FUNDING_SUCCEEDED", "FUNDING_FAILED");
		assertThat(failure(this.user)).isEqualTo("[달빛 램프] 펀딩이 목표 금액에 이르지 못하고 마감되어 1,000원 쿠폰이 회수되었습니다.");
		assertThat(failure(used)).isEqualTo("\"달빛 램프\" has closed short of its target.");
		assertThat(failure(later)).isEqualTo("\"달빛 램프\" has closed short of its target.");
		assertThat(unsettled()).isZero();
	}

	@Test
	void givesAndTellsOfANewCouponAtASuccessAfterAFailureAfterASuccess() {
		long funding = this.rows.funding("달빛 램프", 1000, NOW);
		long participation = this.rows.participation(funding, this.user, 1000);
		run();
		openAgain();
		this.rows.jdbc().sql("UPDATE participations SET amount = 999 WHERE id = ?").param(participation).update();
		this.clock.advance(Duration.ofDays(7));
		run();
		this.rows.jdbc().sql("UPDATE participations SET amount = 1000 WHERE id = ?").param(participation).update();
		this.rows.jdbc().sql("UPDATE fundings SET status = 'OPEN', deadline = deadline + INTERVAL 7 DAY").update();
		this.clock.advance(Duration.ofDays(7));
		run();
		assertThat(coupons(this.user)).containsExactlyInAnyOrder("1000 TAKEN_BACK 2026-12-25",
				"1000 ACTIVE 2027-01-08");
		assertThat(types(this.user)).containsExactly("FUNDING_SUCCEEDED", "FUNDING_FAILED", "FUNDING_SUCCEEDED");
	}

	@Test
	void takesCouponsBackInSharesAndInALaterRun() {
		long funding = this.rows.funding("달빛 램프", 1000, NOW);
		this.rows.participation(funding, this.user, 1000);
		run();
		openAgain();
		this.rows.jdbc().sql("UPDATE fundings SET target_amount = 1001").update();
		this.clock.advance(Duration.ofDays(7));
		this.rows.jdbc().sql("""
				CREATE TRIGGER no_take_back BEFORE UPDATE ON coupons FOR EACH ROW
				SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'not now'
				""").update();
		assertThat(this.jobs.start(parameters(this.clock.instant(), null)).getStatus()).isEqualTo(BatchStatus.FAILED);
		assertThat(unsettled()).as("while the user has the coupon").isEqualTo(1);
		assertThat(types(this.user)).as("while the user has the coupon").containsExactly("FUNDING_SUCCEEDED");
		this.rows.jdbc().sql("DROP TRIGGER no_take_back").update();
		for (String share : List.of("1/2", "2/2")) {
			this.jobs.run(new JobParametersBuilder(parameters(this.clock.instant(), null)).addString("partition", share)
				.toJobParameters());
		}
		assertThat(coupons(this.user)).containsExactly("1000 TAKEN_BACK 2026-12-25");
		assertThat(failure(this.user)).contains("1,000원 쿠폰이 회수되었습니다");
		assertThat(unsettled()).isZero();
	}

	private String failure(long userId) {
		return query("SELECT message FROM notifications WHERE type = 'FUNDING_FAILED' AND user_id = ?", userId).get(0);
	}

	private void openAgain() {
		this.rows.jdbc()
			.sql("UPDATE fundings SET status = 'OPEN', deadline = ?")
			.param(LocalDateTime.ofInstant(NOW.plus(Duration.ofDays(7)), ZoneOffset.UTC))
			.update();
	}

}
