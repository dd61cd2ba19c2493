package dev.fundbell.dataflow.server.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import dev.fundbell.dataflow.server.InvalidRequestException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Tests of {@link RunRules}. */
class RunRulesTests {

	private static final Instant NINE = Instant.parse("2026-11-23T00:00:00Z");

	private static final RunRules RULES = RunRules.NONE.changedBy(Map.of("scheduler.retry.attempts", "3",
			"scheduler.retry.backoff", "5m", "scheduler.max-run-time", "2h", "scheduler.start-deadline", "1d",
			"scheduler.alert.running-for", "1h", "scheduler.alert.no-success-for", "26h"));

	@Test
	void readsWhatIsGivenAndKeepsTheRest() {
		assertThat(RULES).isEqualTo(new RunRules(3, Duration.ofMinutes(5), Duration.ofHours(2), Duration.ofDays(1),
				Duration.ofHours(1), Duration.ofHours(26)));
		assertThat(RULES.changedBy(Map.of("scheduler.max-run-time", "0", "scheduler.retry.attempts", " ")))
			.isEqualTo(new RunRules(3, Duration.ofMinutes(5), Duration.ZERO, Duration.ofDays(1), Duration.ofHours(1),
					Duration.ofHours(26)));
	}

	@Test
	void showsWhatItReads() {
		assertThat(RunRules.NONE.changedBy(ScheduleProperties.of(RULES))).isEqualTo(RULES);
		assertThat(ScheduleProperties.of(RunRules.NONE)).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "scheduler.retry.attempts,-1", "scheduler.retry.attempts,101", "scheduler.retry.attempts,x",
			"scheduler.retry.backoff,soon", "scheduler.max-run-time,-5m", "scheduler.start-deadline,367d",
			"scheduler.start-deadline,PT99999999999999999999H" })
	void refusesWithASentenceWhatMakesNoSense(String name, String value) {
		assertThatExceptionOfType(InvalidRequestException.class)
			.isThrownBy(() -> RunRules.NONE.changedBy(Map.of(name, value)))
			.withMessageContaining("'" + value + "' is no value of " + name);
	}

	@Test
	void theBackoffDoublesUpToADay() {
		assertThat(RULES.retry(run(0), NINE)).contains(NINE.plus(Duration.ofMinutes(5)));
		assertThat(RULES.retry(run(1), NINE)).contains(NINE.plus(Duration.ofMinutes(10)));
		assertThat(RULES.retry(run(2), NINE)).contains(NINE.plus(Duration.ofMinutes(20)));
		assertThat(RULES.retry(run(3), NINE)).isEmpty();
		RunRules patient = RunRules.NONE.changedBy(Map.of("scheduler.retry.attempts", "100"));
		assertThat(patient.retry(run(99), NINE)).contains(NINE.plus(Duration.ofDays(1)));
		assertThat(RunRules.NONE.retry(run(0), NINE)).isEmpty();
	}

	private static Run run(int retry) {
		return new Run(1, "daily", NINE, RunKind.SCHEDULED, RunState.RUNNING, 1, retry, 1, null, null, NINE, null,
				null);
	}

}
