package dev.fundbell.batch.run;

import java.sql.SQLNonTransientConnectionException;

import dev.fundbell.database.ClockSkewException;
import org.junit.jupiter.api.Test;

import org.springframework.dao.DataAccessResourceFailureException;

import static org.assertj.core.api.Assertions.assertThat;

class FailureReasonTests {

	@Test
	void isTheSentenceOfAWrongArgument() {
		assertThat(FailureReason.of(new IllegalStateException("Failed to run",
				new InvalidRunParameterException("--lead-days must not be 'x'"))))
			.isEqualTo(new FailureReason("--lead-days must not be 'x'", true));
	}

	@Test
	void isTheSentenceOfAWrongClock() {
		assertThat(
				FailureReason.of(new IllegalStateException("Failed to run", new ClockSkewException("Set it right."))))
			.isEqualTo(new FailureReason("Set it right.", true));
	}

	@Test
	void namesThePlatformsDatabase() {
		assertThat(FailureReason.of(connectionRefused()).line()).startsWith("The platform's database does not answer (")
			.contains("Connection refused");
	}

	@Test
	void isOneLine() {
		assertThat(FailureReason.of(new IllegalStateException("first\n\tsecond")).line()).startsWith("first second (")
			.doesNotContain("\n");
	}

	@Test
	void isUnexpectedWhereItIsNoneOfTheUsualOnes() {
		assertThat(FailureReason.of(new IllegalStateException("bug")).isExpected()).isFalse();
		assertThat(FailureReason.of(connectionRefused()).isExpected()).isTrue();
	}

	@Test
	void endsWhereCausesGoInACircle() {
		IllegalStateException first = new IllegalStateException("first");
		IllegalStateException second = new IllegalStateException("second", first);
		first.initCause(second);
		assertThat(FailureReason.of(second).line()).startsWith("second (IllegalStateException: first)");
	}

	private static Exception connectionRefused() {
		return new DataAccessResourceFailureException("Could not obtain a connection",
				new SQLNonTransientConnectionException("Connection refused", "08000"));
	}

}
