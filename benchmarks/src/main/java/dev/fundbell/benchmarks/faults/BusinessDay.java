package dev.fundbell.benchmarks.faults;

import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * Business day of a run, which does not end while the run goes on: the business zone is
 * one in which it is early morning.
 *
 * @param today the date
 * @param zone the business zone
 */
record BusinessDay(LocalDate today, ZoneOffset zone) {

	private static final int MORNING = 6;

	/** The zones are those from -12 to +11. */
	private static final int ZONES = 24;

	static BusinessDay of(Clock clock) {
		OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
		int hours = Math.floorMod(MORNING - now.getHour() + ZONES / 2, ZONES) - ZONES / 2;
		ZoneOffset zone = ZoneOffset.ofHours(hours);
		return new BusinessDay(now.withOffsetSameInstant(zone).toLocalDate(), zone);
	}

}
