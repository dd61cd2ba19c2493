package dev.fundbell.benchmarks.faults;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class BusinessDayTests {

	@ParameterizedTest
	@ValueSource(ints = { 0, 5, 6, 11, 12, 17, 18, 19, 23 })
	void isEarlyMorningInTheZoneOfTheRun(int hour) {
		Instant now = Instant.EPOCH.plus(Duration.ofHours(hour)).plus(Duration.ofMinutes(59));
		BusinessDay day = BusinessDay.of(Clock.fixed(now, ZoneOffset.UTC));
		assertThat(now.atOffset(day.zone()).toLocalTime()).isEqualTo(LocalTime.of(6, 59));
		assertThat(now.atOffset(day.zone()).toLocalDate()).isEqualTo(day.today());
	}

}
