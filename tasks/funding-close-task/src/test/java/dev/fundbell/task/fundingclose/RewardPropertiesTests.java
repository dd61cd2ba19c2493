package dev.fundbell.task.fundingclose;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class RewardPropertiesTests {

	@Test
	void givesFivePercentForThirtyDaysUnlessToldOtherwise() {
		assertThat(bind(new MockEnvironment())).isEqualTo(new RewardProperties(5, 1000, 50_000, 30));
	}

	@Test
	void readsItsOptions() {
		assertThat(bind(new MockEnvironment().withProperty("fundbell.reward.percent", "100")
			.withProperty("fundbell.reward.min-amount", "7")
			.withProperty("fundbell.reward.max-amount", "7")
			.withProperty("fundbell.reward.valid-days", "0"))).isEqualTo(new RewardProperties(100, 7, 7, 0));
	}

	@ParameterizedTest
	@CsvSource({ "-1, 1, 1, 1", "101, 1, 1, 1", "0, 0, 1, 1", "0, 2, 1, 1", "0, 1, 1, -1", "0, 1, 1, 3661" })
	void refusesWhatMakesNoSense(int percent, long minAmount, long maxAmount, int validDays) {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new RewardProperties(percent, minAmount, maxAmount, validDays))
			.withMessageStartingWith("fundbell.reward.percent must be from 0 to 100");
	}

	private static RewardProperties bind(MockEnvironment environment) {
		return Binder.get(environment).bindOrCreate("fundbell.reward", RewardProperties.class);
	}

}
