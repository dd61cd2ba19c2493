package dev.fundbell.dataflow.server.schedule;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

import dev.fundbell.dataflow.server.InvalidRequestException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Tests of {@link DueDates}. */
class DueDatesTests {

	private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");

	private static final Instant DUE = Instant.parse("2026-11-23T15:30:00Z");

	@Test
	void aRunGetsTheDayInItsZoneOnWhichItWasDue() {
		assertThat(DueDates.resolve(List.of("--run-date={due:yyyy-MM-dd}", "--lead-days=3"), DUE, SEOUL))
			.containsExactly("--run-date=2026-11-24", "--lead-days=3");
		assertThat(DueDates.resolve(List.of("--run-date={due:yyyy-MM-dd}"), DUE, ZoneId.of("UTC")))
			.containsExactly("--run-date=2026-11-23");
	}

	@Test
	void anArgumentMayHaveSeveralPlaces() {
		assertThat(DueDates.resolve(List.of("{due:yyyy}/{due:MM} at {due:HH:mm} {other}"), DUE, SEOUL))
			.containsExactly("2026/11 at 00:30 {other}");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "--day={due}", "--day={due:}", "--day={due:bogus}", "--day={due:yyyy", "{due:yyyy}{due:'}" })
	void refusesAPlaceWithoutADatePattern(String argument) {
		assertThatExceptionOfType(InvalidRequestException.class)
			.isThrownBy(() -> DueDates.resolve(List.of(argument), DUE, SEOUL))
			.withMessageContaining(argument)
			.withMessageContaining("{due:yyyy-MM-dd}");
	}

}
