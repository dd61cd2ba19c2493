package dev.fundbell.database;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * Calendar of the business: dates in its zone, whatever the zone of the machine.
 *
 * @param clock tells the time
 * @param zone the business's zone
 */
public record BusinessCalendar(Clock clock, ZoneId zone) {

	/** Now. */
	public Instant now() {
		return this.clock.instant();
	}

	/** Today's date in the business's zone. */
	public LocalDate today() {
		return dateOf(this.clock.instant());
	}

	/**
	 * The date of an instant.
	 * @param instant an instant
	 * @return the date in the business's zone
	 */
	public LocalDate dateOf(Instant instant) {
		return LocalDate.ofInstant(instant, this.zone);
	}

	/**
	 * The first instant after a date.
	 * @param date a date in the business's zone
	 * @return when the next date begins there
	 */
	public Instant endOf(LocalDate date) {
		return date.plusDays(1).atStartOfDay(this.zone).toInstant();
	}

}
