package dev.fundbell.task.fundingclose;

import dev.fundbell.test.SettableClock;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** Clock of {@link FundingCloseTestBase}. */
@TestConfiguration(proxyBeanMethods = false)
class FixedTime {

	@Bean
	SettableClock clock() {
		return new SettableClock(FundingCloseTestBase.NOW.toString());
	}

}
