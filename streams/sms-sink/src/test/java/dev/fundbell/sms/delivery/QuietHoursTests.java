package dev.fundbell.sms.delivery;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class QuietHoursTests {

	private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");

	private final QuietHours night = new QuietHours(LocalTime.of(21, 0), LocalTime.of(8, 0));

	@ParameterizedTest
	@CsvSource({ "2026-11-23T20:59:59.999999999,", "2026-11-23T21:00:00,2026-11-24T08:00",
			"2026-11-23T23:59:59,2026-11-24T08:00", "2026-11-24T00:00:00,2026-11-24T08:00",
			"2026-11-24T07:59:59.999999999,2026-11-24T08:00", "2026-11-24T08:00:00,", "2026-11-24T12:00:00," })
	void lastFromNineToEight(String local, String end) {
		assertThat(endAfter(this.night, local, SEOUL))
			.isEqualTo((end != null) ? ZonedDateTime.parse(end + ":00+09:00").toInstant() : null);
	}

	@Test
	void areThoseOfTheRecipientsClock() {
		Instant noonInSeoul = Instant.parse("2026-11-23T03:00:00Z");
		assertThat(this.night.endAfter(noonInSeoul, SEOUL)).isNull();
		assertThat(this.night.endAfter(noonInSeoul, ZoneId.of("America/New_York")))
			.isEqualTo(Instant.parse("2026-11-23T13:00:00Z"));
	}

	@ParameterizedTest
	@CsvSource({ "11:59:59,", "12:00,13:00", "12:59:59,13:00", "13:00," })
	void mayLieWithinADay(String time, String end) {
		QuietHours lunch = new QuietHours(LocalTime.of(12, 0), LocalTime.of(13, 0));
		assertThat(endAfter(lunch, "2026-11-23T" + time, SEOUL))
			.isEqualTo((end != null) ? ZonedDateTime.parse("2026-11-23T" + end + ":00+09:00").toInstant() : null);
	}

	@Test
	void areNoneWhereTheyEndWhenTheyStart() {
		QuietHours none = new QuietHours(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);
		assertThat(endAfter(none, "2026-11-23T00:00:00", SEOUL)).isNull();
		assertThat(endAfter(none, "2026-11-23T03:00:00", SEOUL)).isNull();
	}

	@Test
	void endOnceWhereClocksAreChanged() {
		ZoneId berlin = ZoneId.of("Europe/Berlin");
		QuietHours untilHalfPastTwo = new QuietHours(LocalTime.of(21, 0), LocalTime.of(2, 30));
		// At three clocks go back to two, so that half past two comes twice.
		assertThat(untilHalfPastTwo.endAfter(Instant.parse("2026-10-25T00:00:00Z"), berlin))
			.isEqualTo(Instant.parse("2026-10-25T00:30:00Z"));
		assertThat(untilHalfPastTwo.endAfter(Instant.parse("2026-10-25T01:10:00Z"), berlin))
			.isEqualTo(Instant.parse("2026-10-25T01:30:00Z"));
		// At two clocks go on to three: there is no half past two.
		assertThat(untilHalfPastTwo.endAfter(Instant.parse("2026-03-29T00:00:00Z"), berlin))
			.isEqualTo(Instant.parse("2026-03-29T01:30:00Z"));
	}

	private static Instant endAfter(QuietHours hours, String local, ZoneId zone) {
		return hours.endAfter(java.time.LocalDateTime.parse(local).atZone(zone).toInstant(), zone);
	}

}
