package dev.fundbell.task.fundingclose;

import java.time.LocalDate;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of what the participants get: coupons and notifications. */
class FundingCloseOutcomeIT extends FundingCloseTestBase {

	@Test
	void givesEachParticipantOneCouponAndNamesIt() {
		long funding = this.rows.funding("달빛 램프", 1000, NOW);
		long english = this.rows.user("en");
		this.rows.participation(funding, this.user, 600_000);
		this.rows.participation(funding, this.user, 24_691);
		this.rows.participation(funding, english, 30_000);
		run();
		assertThat(coupons(this.user)).containsExactly("31234 ACTIVE 2026-12-25");
		assertThat(coupons(english)).containsExactly("1500 ACTIVE 2026-12-25");
		assertThat(message(this.user)).isEqualTo("[달빛 램프] 펀딩이 성공했습니다. 31,234원 쿠폰을 드립니다. 2026년 12월 25일까지 쓸 수 있습니다.");
		assertThat(message(english))
			.isEqualTo("\"달빛 램프\" has met its target. Your coupon of 1,500 won is valid through December 25, 2026.");
		assertThat(this.rows.notificationsIn("PUBLISHED")).isEqualTo(2);
		assertThat(this.rows.count("""
				notifications n JOIN coupons c ON c.id = n.coupon_id AND c.user_id = n.user_id
				    AND c.funding_id = n.funding_id AND n.subject_id = c.funding_id
				WHERE n.type = 'FUNDING_SUCCEEDED' AND n.due_date = '2026-11-25'
				    AND n.expires_at = '2026-12-25 15:00:00'
				""")).isEqualTo(2);
	}

	@ParameterizedTest
	@CsvSource({ "1, 1", "999, 999", "1000, 1000", "1001, 1000", "20019, 1000", "20020, 1001", "20039, 1001",
			"999999, 49999", "1000000, 50000", "1000020, 50000", "9223372036854775807, 50000" })
	void givesFivePercentWithinBoundsAndNoMoreThanTheUserGave(long given, long amount) {
		long funding = this.rows.funding("달빛 램프", 1, NOW);
		this.rows.participation(funding, this.user, given);
		run();
		assertThat(coupons(this.user)).containsExactly(amount + " ACTIVE 2026-12-25");
	}

	@Test
	void addsUpWhatNoNumberHolds() {
		long funding = this.rows.funding("달빛 램프", Long.MAX_VALUE, NOW);
		this.rows.participation(funding, this.user, Long.MAX_VALUE);
		this.rows.participation(funding, this.user, Long.MAX_VALUE);
		run();
		assertThat(coupons(this.user)).containsExactly("50000 ACTIVE 2026-12-25");
	}

	@Test
	void givesItsCouponBesideOthersOfTheSameFunding() {
		long funding = this.rows.funding("달빛 램프", 1, NOW);
		this.rows.participation(funding, this.user, 1);
		this.rows.coupon(this.user, funding, "USED", LocalDate.parse("2026-11-20"));
		this.rows.coupon(this.user, funding, "ACTIVE", LocalDate.parse("2026-11-20"));
		run();
		assertThat(coupons(this.user)).hasSize(3);
	}

	@Test
	void tellsEachParticipantOfAFailureOnce() {
		long funding = this.rows.funding("달빛 램프", 1000, NOW);
		this.rows.participation(funding, this.user, 1);
		this.rows.participation(funding, this.user, 2);
		run();
		assertThat(message(this.user)).isEqualTo("[달빛 램프] 펀딩이 목표 금액에 이르지 못하고 마감되었습니다.");
		assertThat(this.rows.notificationIdsOf(this.user)).hasSize(1);
		assertThat(this.rows.count("coupons")).isZero();
	}

	@Test
	void tellsEachParticipantOnceWhateverTheZoneOfARun() {
		long funding = this.rows.funding("달빛 램프", 1, NOW);
		this.rows.participation(funding, this.user, 1);
		run();
		// As if it had been decided by a run of another zone, and killed before it
		// settled.
		this.rows.jdbc().sql("UPDATE funding_closings SET due_date = '2026-11-24', settled_at = NULL").update();
		this.rows.jdbc().sql("UPDATE notifications SET due_date = '2026-11-24'").update();
		run();
		assertThat(this.rows.count("notifications")).isEqualTo(1);
	}

}
