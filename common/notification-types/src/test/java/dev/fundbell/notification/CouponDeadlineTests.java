package dev.fundbell.notification;

import java.time.LocalDate;
import java.time.ZoneId;

import dev.fundbell.database.BusinessCalendar;
import dev.fundbell.test.SettableClock;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CouponDeadlineTests {

	private final CouponDeadline type = new CouponDeadline(
			new BusinessCalendar(new SettableClock("2026-11-23T00:00:00Z"), ZoneId.of("Asia/Seoul")));

	@Test
	void namesFundingAndDateInKorean() {
		assertThat(notification("ko", "달빛 램프").message()).isEqualTo("[달빛 램프] 펀딩 쿠폰이 2026년 11월 24일에 만료됩니다.");
	}

	@Test
	void namesFundingAndDateInEnglish() {
		assertThat(notification("en", "Moonlight Lamp").message())
			.isEqualTo("Your coupon for \"Moonlight Lamp\" expires on November 24, 2026.");
	}

	@Test
	void takesATitleAsItIs() {
		assertThat(notification("ko", "{0} it's {1} 'x'").message()).startsWith("[{0} it's {1} 'x'] ");
	}

	@Test
	void hasRoomForTheLongestTitle() {
		String title = "🎁".repeat(200);
		assertThat(notification("ko", title).message()).contains(title).endsWith("만료됩니다.");
		assertThat(notification("en", title).message()).contains(title).endsWith("2026.");
	}

	@Test
	void isOneForEachCouponAndExpirationDateUntilThatDateHasPassedInSeoul() {
		NewNotification notification = notification("ko", "달빛 램프");
		assertThat(notification.type()).isEqualTo("COUPON_DEADLINE");
		assertThat(notification.userId()).isEqualTo(7);
		assertThat(notification.subjectId()).isEqualTo(42);
		assertThat(notification.dueDate()).isEqualTo("2026-11-24");
		assertThat(notification.fundingId()).isEqualTo(3);
		assertThat(notification.couponId()).isEqualTo(42);
		assertThat(notification.expiresAt()).isEqualTo("2026-11-24T15:00:00Z");
	}

	private NewNotification notification(String locale, String title) {
		return this.type.of(new ExpiringCoupon(42, 7, locale, 3, title, LocalDate.parse("2026-11-24")));
	}

}
