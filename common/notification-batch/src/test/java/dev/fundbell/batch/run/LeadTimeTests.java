package dev.fundbell.batch.run;

import java.time.LocalDate;
import java.time.ZoneId;

import dev.fundbell.database.BusinessCalendar;
import dev.fundbell.test.SettableClock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class LeadTimeTests {

	/** A quarter past midnight of the 23rd in Seoul. */
	private final BusinessCalendar calendar = new BusinessCalendar(new SettableClock("2026-11-22T15:15:00Z"),
			ZoneId.of("Asia/Seoul"));

	@Test
	void takesTodayOfTheBusinessUnlessToldOtherwise() {
		assertThat(LeadTime.of(null, "1", this.calendar)).isEqualTo(new LeadTime(LocalDate.parse("2026-11-23"), 1));
		assertThat(LeadTime.of(" ", "1", this.calendar)).isEqualTo(new LeadTime(LocalDate.parse("2026-11-23"), 1));
	}

	@Test
	void readsItsOptions() {
		assertThat(LeadTime.of(" 2026-12-31", "0 ", this.calendar))
			.isEqualTo(new LeadTime(LocalDate.parse("2026-12-31"), 0));
	}

	@Test
	void tellsOfNothingThatIsPast() {
		LocalDate today = this.calendar.today();
		assertThat(new LeadTime(today.minusDays(3), 5).firstDate(today)).isEqualTo(today);
		assertThat(new LeadTime(today, 5).firstDate(today)).isEqualTo(today);
		assertThat(new LeadTime(today.plusDays(3), 5).firstDate(today)).isEqualTo(today.plusDays(3));
	}

	@Test
	void expiresNothingBeforeItsTimeByTheClock() {
		LocalDate today = this.calendar.today();
		assertThat(new LeadTime(today.minusDays(3), 5).expiredBefore(today)).isEqualTo(today.minusDays(3));
		assertThat(new LeadTime(today, 5).expiredBefore(today)).isEqualTo(today);
		assertThat(new LeadTime(today.plusDays(3), 5).expiredBefore(today)).isEqualTo(today);
	}

	@Test
	void comesThroughJobParametersUnchanged() {
		LeadTime parameters = new LeadTime(LocalDate.parse("2026-02-28"), 366);
		assertThat(LeadTime.of(parameters.toJobParameters())).isEqualTo(parameters);
	}

	@ParameterizedTest
	@ValueSource(strings = { "tomorrow", "2026-02-29", "2026-13-01", "23.11.2026", "2026-11-23T00:00", "1999-12-31",
			"+12026-01-01" })
	void refusesARunDateThatIsNoDate(String runDate) {
		assertRefused(runDate, "1",
				"--run-date must be a date of the years 2000 to 9998 written as 2026-11-23, but is '" + runDate + "'");
	}

	@ParameterizedTest
	@ValueSource(strings = { "-1", "367", "1.5", "one", "", "99999999999" })
	void refusesLeadDaysThatMakeNoSense(String leadDays) {
		assertRefused(null, leadDays,
				"--lead-days must be a whole number from 0 (on the last day only) to 366, but is '" + leadDays + "'");
	}

	private void assertRefused(@Nullable String runDate, String leadDays, String message) {
		assertThatExceptionOfType(InvalidRunParameterException.class)
			.isThrownBy(() -> LeadTime.of(runDate, leadDays, this.calendar))
			.withMessage(message);
	}

}
