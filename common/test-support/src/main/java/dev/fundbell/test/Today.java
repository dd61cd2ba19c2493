package dev.fundbell.test;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/**
 * Dates for tests whose parts run by the system's clock. A literal date would make such a
 * test fail on some other day.
 */
public final class Today {

	/** The business zone: {@code FUNDBELL_TIMEZONE} as for the apps, or Asia/Seoul. */
	public static final ZoneId ZONE = ZoneId.of(System.getenv().getOrDefault("FUNDBELL_TIMEZONE", "Asia/Seoul"));

	private Today() {
	}

	/** Today in the business zone. */
	public static LocalDate date() {
		return LocalDate.now(ZONE);
	}

	/** Yesterday at the same time, to the microsecond, as columns store it. */
	public static Instant yesterday() {
		return Instant.now().truncatedTo(ChronoUnit.MICROS).minus(1, ChronoUnit.DAYS);
	}

}
