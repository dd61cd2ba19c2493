package dev.fundbell.dataflow.server.platform;

import java.time.LocalTime;
import java.time.Year;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * The next 29th of February by the system's clock, which the server goes by. Schedules of
 * that day never fire during a test.
 */
public final class LeapDay {

	/** At nine on that day. */
	public static final String CRON = "0 9 29 2 *";

	private LeapDay() {
	}

	/** The next leap day at an hour, after now. */
	public static ZonedDateTime next(int hour, String zone) {
		ZonedDateTime now = ZonedDateTime.now(ZoneId.of(zone));
		ZonedDateTime candidate = in(now.getYear(), hour, now.getZone());
		while (!candidate.isAfter(now)) {
			candidate = in(candidate.getYear() + 1, hour, now.getZone());
		}
		return candidate;
	}

	private static ZonedDateTime in(int year, int hour, ZoneId zone) {
		int leapYear = year;
		while (!Year.isLeap(leapYear)) {
			leapYear++;
		}
		return Year.of(leapYear).atMonth(2).atDay(29).atTime(LocalTime.of(hour, 0)).atZone(zone);
	}

}
