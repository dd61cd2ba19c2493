package dev.fundbell.test.task;

import dev.fundbell.test.Plans;
import dev.fundbell.test.SettableClock;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** Beans of {@link JobPlansTestBase}: query plans of all statements, at a fixed time. */
@TestConfiguration(proxyBeanMethods = false)
class ExplainedStatements {

	@Bean
	static Plans plans() {
		return new Plans();
	}

	@Bean
	SettableClock clock() {
		return new SettableClock(JobPlansTestBase.NOW);
	}

}
