package dev.fundbell.database;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BusinessCalendarTests {

	@Test
	void todayIsTheDateInTheBusinessZone() {
		assertThat(calendar("2026-11-22T14:59:59Z", "Asia/Seoul").today()).isEqualTo("2026-11-22");
		assertThat(calendar("2026-11-22T15:00:00Z", "Asia/Seoul").today()).isEqualTo("2026-11-23");
	}

	@Test
	void anInstantsDateIsTheBusinesss() {
		BusinessCalendar seoul = calendar("2026-11-22T00:00:00Z", "Asia/Seoul");
		assertThat(seoul.dateOf(Instant.parse("2026-11-24T14:59:59.999999Z"))).isEqualTo("2026-11-24");
		assertThat(seoul.dateOf(Instant.parse("2026-11-24T15:00:00Z"))).isEqualTo("2026-11-25");
	}

	@Test
	void aDateEndsWhenTheNextBegins() {
		assertThat(calendar("2026-11-22T00:00:00Z", "Asia/Seoul").endOf(LocalDate.parse("2026-11-24")))
			.isEqualTo("2026-11-24T15:00:00Z");
	}

	@Test
	void aDateEndsAtTheFirstInstantOfADayWithoutMidnight() {
		assertThat(calendar("2026-03-01T00:00:00Z", "Africa/Cairo").endOf(LocalDate.parse("2026-04-23")))
			.isEqualTo("2026-04-23T22:00:00Z");
	}

	private static BusinessCalendar calendar(String now, String zone) {
		return new BusinessCalendar(Clock.fixed(Instant.parse(now), ZoneOffset.UTC), ZoneId.of(zone));
	}

}
