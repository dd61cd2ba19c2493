package dev.fundbell.dataflow.server.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.fundbell.dataflow.server.InvalidRequestException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Tests of {@link Cron}. */
class CronTests {

	private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");

	private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "0 9 * * *|2026-11-24T00:00:00Z", "*/5 * * * *|2026-11-23T12:05:00Z",
			"30 0 9 * * *|2026-11-24T00:00:30Z", "*/10 * * * * *|2026-11-23T12:00:10Z", "@daily|2026-11-23T15:00:00Z",
			"@hourly|2026-11-23T13:00:00Z", "0 0 * * 0|2026-11-28T15:00:00Z", "0 0 * * SUN|2026-11-28T15:00:00Z",
			"0 0 0 * * 7|2026-11-28T15:00:00Z", "0 12 29 2 *|2028-02-29T03:00:00Z" })
	void findsTheNextRunInItsZone(String expression, Instant expected) {
		Instant noon = Instant.parse("2026-11-23T12:00:00Z");
		assertThat(Cron.parse(expression, SEOUL, noon).next(noon)).contains(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "every day", "* * * *", "61 * * * *", "0 24 * * *", "0 0 9 * * * 2026 x", "-",
			"@reboot", "0 9 * * MONDAYS", "0 9 32 * *" })
	void refusesWhatIsNoExpression(String expression) {
		assertThatExceptionOfType(InvalidRequestException.class)
			.isThrownBy(() -> Cron.parse(expression, SEOUL, Instant.EPOCH))
			.withMessageContaining("'" + expression + "'");
	}

	@Test
	void refusesADateThatNeverComes() {
		assertThatExceptionOfType(InvalidRequestException.class)
			.isThrownBy(() -> Cron.parse("0 9 30 2 *", SEOUL, Instant.EPOCH))
			.withMessageContaining("never comes");
	}

	@Test
	void aDailyRunTakesPlaceOnTheDayThatHasNoSuchHour() {
		assertThat(runs("30 2 * * *", "2026-03-07T12:00:00Z", 3)).containsExactly("2026-03-08T07:30:00Z",
				"2026-03-09T06:30:00Z", "2026-03-10T06:30:00Z");
	}

	@Test
	void aDailyRunTakesPlaceOnceOnTheDayThatHasTheHourTwice() {
		assertThat(runs("30 1 * * *", "2026-10-31T12:00:00Z", 3)).containsExactly("2026-11-01T05:30:00Z",
				"2026-11-02T06:30:00Z", "2026-11-03T06:30:00Z");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "30 1,2 * * *|America/New_York|2026-11-01T04:00:00Z|05:30 07:30",
					"30 1-3 * * *|America/New_York|2026-11-01T04:00:00Z|05:30 07:30 08:30",
					"0,30 1 * * *|America/New_York|2026-11-01T04:00:00Z|05:00 05:30",
					"*/20 2 * * *|Europe/Berlin|2026-10-24T22:00:00Z|00:00 00:20 00:40",
					"0 */2 * * *|Europe/Berlin|2026-10-24T22:00:00Z|00:00 03:00 05:00",
					"@daily|America/Havana|2026-11-01T03:00:00Z|04:00",
					"*/20 2 * * *|Europe/Berlin|2026-03-29T00:00:00Z|01:00 01:20 01:40",
					"0,30 2 * * *|Europe/Berlin|2026-03-29T00:00:00Z|01:00 01:30",
					"30 2,3 * * *|Europe/Berlin|2026-03-29T00:00:00Z|01:30",
					"0 2,3 * * *|Europe/Berlin|2026-03-29T00:00:00Z|01:00",
					"30 2 29 3 *|Europe/Berlin|2026-03-29T00:00:00Z|01:30" })
	void eachWallTimeFiresOnceOnTheDaysOfTheClockChanges(String expression, ZoneId zone, Instant from, String times) {
		Cron cron = Cron.parse(expression, zone, from);
		assertThat(Stream.iterate(cron.next(from), (last) -> last.flatMap(cron::next))
			.map(Optional::orElseThrow)
			.takeWhile((run) -> run.isBefore(from.plus(Duration.ofHours(8))))
			.map((run) -> run.toString().substring(11, 16))
			.collect(Collectors.joining(" "))).isEqualTo(times);
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "05:30:00.300", "05:30:01.200", "05:40:00", "06:00:00", "06:10:00", "06:30:00", "06:59:59" })
	void aRunThatIsHandledLateFiresNotAgainInTheRepeatedHour(String handled) {
		assertThat(runs("30 1 * * *", "2026-11-01T" + handled + "Z", 1)).containsExactly("2026-11-02T06:30:00Z");
	}

	@Test
	void aRunIsDueAtAFullSecond() {
		for (String expression : List.of("* * * * * *", "*/5 0 * * * *", "0 9 * * *")) {
			Instant now = Instant.parse("2026-11-23T23:59:59.700Z");
			assertThat(Cron.parse(expression, SEOUL, now).next(now).orElseThrow().getNano()).isZero();
		}
		assertThat(runs("* * * * * *", "2026-11-23T12:00:00.700Z", 1)).containsExactly("2026-11-23T12:00:01Z");
	}

	@Test
	void aYearlyRunInTheMissingHourTakesPlaceInThatYear() {
		Instant summer = Instant.parse("2025-06-01T00:00:00Z");
		assertThat(Cron.parse("30 2 29 3 *", ZoneId.of("Europe/Berlin"), summer).next(summer))
			.contains(Instant.parse("2026-03-29T01:30:00Z"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "0 0 9 ? * MON#", "0-30/ 9 * * *", "1|2|3 4|5 * * *" })
	void refusesWithASentenceWhatTheLibraryStumblesOver(String expression) {
		assertThatExceptionOfType(InvalidRequestException.class)
			.isThrownBy(() -> Cron.parse(expression, SEOUL, Instant.EPOCH))
			.withMessageContaining("is no cron expression");
	}

	@Test
	void aRunEveryHalfHourGoesOnThroughBothChanges() {
		assertThat(runs("*/30 * * * *", "2026-03-08T06:00:00Z", 4)).containsExactly("2026-03-08T06:30:00Z",
				"2026-03-08T07:00:00Z", "2026-03-08T07:30:00Z", "2026-03-08T08:00:00Z");
		assertThat(runs("*/30 * * * *", "2026-11-01T05:00:00Z", 4)).containsExactly("2026-11-01T05:30:00Z",
				"2026-11-01T06:00:00Z", "2026-11-01T06:30:00Z", "2026-11-01T07:00:00Z");
	}

	private List<String> runs(String expression, String from, int count) {
		Cron cron = Cron.parse(expression, NEW_YORK, Instant.parse(from));
		return Stream.iterate(cron.next(Instant.parse(from)), (last) -> last.flatMap(cron::next))
			.limit(count)
			.map(Optional::orElseThrow)
			.map(Instant::toString)
			.collect(Collectors.toList());
	}

}
