package dev.fundbell.task.fundingclose;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;

import org.junit.jupiter.api.Test;

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

	private void openAgain() {
		this.rows.jdbc()
			.sql("UPDATE fundings SET status = 'OPEN', deadline = ?")
			.param(LocalDateTime.ofInstant(NOW.plus(Duration.ofDays(7)), ZoneOffset.UTC))
			.update();
	}

}
