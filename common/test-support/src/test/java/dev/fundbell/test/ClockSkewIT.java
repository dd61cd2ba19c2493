package dev.fundbell.test;

import java.time.Clock;
import java.time.Duration;

import dev.fundbell.database.ClockSkew;
import dev.fundbell.database.ClockSkewException;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The check of a clock against that of the real database. */
class ClockSkewIT {

	private static final Duration LARGEST = Duration.ofMinutes(5);

	private final JdbcClient jdbc = JdbcClient.create(RealServers.get().emptyDatabase().dataSource());

	@Test
	void acceptsAClockThatIsLittleAheadOrBehind() {
		assertThatCode(() -> aheadBy(Duration.ZERO).check()).doesNotThrowAnyException();
		assertThatCode(() -> aheadBy(Duration.ofMinutes(4)).check()).doesNotThrowAnyException();
		assertThatCode(() -> aheadBy(Duration.ofMinutes(-4)).check()).doesNotThrowAnyException();
	}

	@Test
	void refusesAClockThatIsADayAheadOrBehindAndShowsBoth() {
		for (Duration shift : new Duration[] { Duration.ofDays(1), Duration.ofDays(-1) }) {
			assertThatExceptionOfType(ClockSkewException.class).isThrownBy(() -> aheadBy(shift).check())
				.withMessageMatching("The clock of this machine shows \\S+Z, but that of the database \\S+Z\\. .*");
		}
	}

	@Test
	void acceptsAClockOnceItIsSetRight() {
		SettableClock clock = new SettableClock(Clock.systemUTC().instant().plus(Duration.ofDays(1)).toString());
		ClockSkew skew = new ClockSkew(this.jdbc, clock, LARGEST);
		assertThatExceptionOfType(ClockSkewException.class).isThrownBy(skew::check);
		clock.set(Clock.systemUTC().instant());
		assertThatCode(skew::check).doesNotThrowAnyException();
	}

	@Test
	void acceptsEveryClockWhereItIsToldTo() {
		Clock tomorrow = Clock.offset(Clock.systemUTC(), Duration.ofDays(1));
		assertThatCode(() -> new ClockSkew(this.jdbc, tomorrow, Duration.ZERO).check()).doesNotThrowAnyException();
	}

	private ClockSkew aheadBy(Duration shift) {
		return new ClockSkew(this.jdbc, Clock.offset(Clock.systemUTC(), shift), LARGEST);
	}

}
