package dev.fundbell.task.fundingreminder;

import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

class FundingReminderPropertiesTests {

	@Test
	void looksOneDayAheadOfTodayUnlessToldOtherwise() {
		assertThat(bind(new MockEnvironment())).isEqualTo(new FundingReminderProperties(null, "1"));
	}

	@Test
	void takesItsOptionsAsTheyAreWritten() {
		assertThat(bind(
				new MockEnvironment().withProperty("run-date", "2026-12-31").withProperty("lead-days", "tomorrow")))
			.isEqualTo(new FundingReminderProperties("2026-12-31", "tomorrow"));
	}

	private static FundingReminderProperties bind(MockEnvironment environment) {
		return Binder.get(environment).bindOrCreate("", FundingReminderProperties.class);
	}

}
