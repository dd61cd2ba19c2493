package dev.fundbell.notification;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

import dev.fundbell.database.BusinessCalendar;
import dev.fundbell.test.SettableClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Texts and business keys of the types of a funding's life. */
class FundingTypesTests {

	/** A second before midnight of the 24th in Seoul, in UTC the afternoon. */
	private static final Instant DEADLINE = Instant.parse("2026-11-24T14:59:59Z");

	private static final FundingFacts FUNDING = new FundingFacts(3, "달빛 램프", DEADLINE);

	private static final ClosedFunding CLOSED = new ClosedFunding(3, "달빛 램프", LocalDate.parse("2026-11-24"));

	private static final GrantedCoupon COUPON = new GrantedCoupon(42, 1_234_567, LocalDate.parse("2026-12-24"));

	private final BusinessCalendar calendar = new BusinessCalendar(new SettableClock("2026-11-23T00:00:00Z"),
			ZoneId.of("Asia/Seoul"));

	private final FundingSucceeded succeeded = new FundingSucceeded(this.calendar);

	private final FundingFailed failed = new FundingFailed();

	private final CouponTakenBack takenBack = new CouponTakenBack();

	private final FundingDeadline deadline = new FundingDeadline(this.calendar);

	@Test
	void successNamesTheCouponAndItsLastDay() {
		assertThat(this.succeeded.of(user("ko"), CLOSED, COUPON).message())
			.isEqualTo("[달빛 램프] 펀딩이 성공했습니다. 1,234,567원 쿠폰을 드립니다. 2026년 12월 24일까지 쓸 수 있습니다.");
		assertThat(this.succeeded.of(user("en"), CLOSED, COUPON).message()).isEqualTo(
				"\"달빛 램프\" has met its target. Your coupon of 1,234,567 won is valid through December 24, 2026.");
	}

	@Test
	void successIsOneForEachFundingAndDeadlineUntilTheCouponHasExpiredInSeoul() {
		assertThat(this.succeeded.of(user("ko"), CLOSED, COUPON)).usingRecursiveComparison()
			.ignoringFields("message")
			.isEqualTo(new NewNotification("FUNDING_SUCCEEDED", 7, 3, LocalDate.parse("2026-11-24"), 3L, 42L, "",
					Instant.parse("2026-12-24T15:00:00Z")));
	}

	@Test
	void failureNamesTheFunding() {
		assertThat(this.failed.of(user("ko"), CLOSED).message()).isEqualTo("[달빛 램프] 펀딩이 목표 금액에 이르지 못하고 마감되었습니다.");
		assertThat(this.failed.of(user("en"), CLOSED).message()).isEqualTo("\"달빛 램프\" has closed short of its target.");
	}

	@Test
	void failureAfterASuccessNamesTheCouponThatWasTakenBack() {
		assertThat(this.failed.of(user("ko"), CLOSED, 5000).message())
			.isEqualTo("[달빛 램프] 펀딩이 목표 금액에 이르지 못하고 마감되어 5,000원 쿠폰이 회수되었습니다.");
		assertThat(this.failed.of(user("en"), CLOSED, 5000).message())
			.isEqualTo("\"달빛 램프\" has closed short of its target. Your coupon of 5,000 won was taken back.");
		assertThat(this.failed.of(user("en"), CLOSED, 5000)).usingRecursiveComparison()
			.ignoringFields("message")
			.isEqualTo(this.failed.of(user("en"), CLOSED));
	}

	@Test
	void failureIsOneForEachFundingAndDeadlineAndDoesNotExpire() {
		assertThat(this.failed.of(user("ko"), CLOSED)).usingRecursiveComparison()
			.ignoringFields("message")
			.isEqualTo(new NewNotification("FUNDING_FAILED", 7, 3, LocalDate.parse("2026-11-24"), 3L, null, "", null));
	}

	@Test
	void reminderNamesTheDateOfTheDeadline() {
		assertThat(this.deadline.of(user("ko"), FUNDING).message()).isEqualTo("[달빛 램프] 관심 펀딩이 2026년 11월 24일에 마감됩니다.");
		assertThat(this.deadline.of(user("en"), FUNDING).message())
			.isEqualTo("\"달빛 램프\", which interests you, closes on November 24, 2026.");
	}

	@Test
	void reminderIsOneForEachFundingAndDateOfItsDeadlineUntilTheDeadline() {
		assertThat(this.deadline.of(user("ko"), FUNDING)).usingRecursiveComparison()
			.ignoringFields("message")
			.isEqualTo(new NewNotification("FUNDING_DEADLINE", 7, 3, LocalDate.parse("2026-11-24"), 3L, null, "",
					DEADLINE));
	}

	@Test
	void reminderOfADeadlineAtMidnightNamesTheDayThatEndsThen() {
		FundingFacts midnight = new FundingFacts(3, "달빛 램프", DEADLINE.plusSeconds(1));
		assertThat(this.deadline.of(user("ko"), midnight).dueDate()).isEqualTo("2026-11-25");
		assertThat(this.deadline.of(user("en"), midnight).message()).contains("closes on November 24, 2026");
		FundingFacts later = new FundingFacts(3, "달빛 램프", midnight.deadline().plusNanos(1000));
		assertThat(this.deadline.of(user("en"), later).message()).contains("closes on November 25, 2026");
	}

	@Test
	void aCouponThatWasTakenBackIsNamedByItsFundingAndItsWorth() {
		assertThat(this.takenBack.of(takenBack("ko", "달빛 램프", 5000)).message())
			.isEqualTo("[달빛 램프] 펀딩 참여가 취소되어 5,000원 쿠폰이 회수되었습니다.");
		assertThat(this.takenBack.of(takenBack("en", "달빛 램프", 5000)).message())
			.isEqualTo("You do not take part in \"달빛 램프\" any longer. Your coupon of 5,000 won was taken back.");
		assertThat(this.takenBack.of(takenBack("ko", "달빛 램프", 5000))).usingRecursiveComparison()
			.ignoringFields("message")
			.isEqualTo(
					new NewNotification("COUPON_TAKEN_BACK", 7, 42, LocalDate.parse("2026-11-24"), 3L, 42L, "", null));
	}

	private static TakenBackCoupon takenBack(String locale, String title, long amount) {
		return new TakenBackCoupon(42, user(locale), 3, title, amount, LocalDate.parse("2026-11-24"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "ko", "en" })
	void theLongestTitleLeavesRoomForTheRest(String locale) {
		FundingFacts funding = new FundingFacts(3, "🎁".repeat(200), DEADLINE);
		ClosedFunding closed = new ClosedFunding(3, funding.title(), LocalDate.parse("2026-11-24"));
		GrantedCoupon coupon = new GrantedCoupon(42, Long.MAX_VALUE, LocalDate.parse("2026-12-24"));
		assertThat(this.succeeded.of(user(locale), closed, coupon).message()).contains(funding.title(),
				"9,223,372,036,854,775,807", "2026");
		assertThat(this.failed.of(user(locale), closed).message()).contains(funding.title()).doesNotEndWith("…");
		assertThat(this.failed.of(user(locale), closed, Long.MAX_VALUE).message()).contains(funding.title(),
				"9,223,372,036,854,775,807");
		assertThat(this.deadline.of(user(locale), funding).message()).contains(funding.title(), "2026");
		assertThat(this.takenBack.of(takenBack(locale, funding.title(), Long.MAX_VALUE)).message())
			.contains(funding.title(), "9,223,372,036,854,775,807");
	}

	private static Recipient user(String locale) {
		return new Recipient(7, locale);
	}

}
