package dev.fundbell.task.couponexpiry;

import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

class CouponExpiryPropertiesTests {

	@Test
	void looksOneDayAheadOfTodayUnlessToldOtherwise() {
		assertThat(bind(new MockEnvironment())).isEqualTo(new CouponExpiryProperties(null, "1"));
	}

	@Test
	void takesItsOptionsAsTheyAreWritten() {
		assertThat(bind(
				new MockEnvironment().withProperty("run-date", "2026-12-31").withProperty("lead-days", "tomorrow")))
			.isEqualTo(new CouponExpiryProperties("2026-12-31", "tomorrow"));
	}

	private static CouponExpiryProperties bind(MockEnvironment environment) {
		return Binder.get(environment).bindOrCreate("", CouponExpiryProperties.class);
	}

}
