package dev.fundbell.database;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Check of this machine's clock against the database's (clock skew). With a clock that is
 * a day ahead a task would expire coupons that can still be used, and close fundings that
 * are open; a sink would withdraw messages that are not late. Thread-safe.
 */
public final class ClockSkew {

	/** The clocks are compared no more often: each look is a statement. */
	private static final Duration LOOK_EVERY = Duration.ofSeconds(30);

	private final JdbcClient jdbc;

	private final Clock clock;

	private final Duration largest;

	private boolean isRight;

	private long lookedAt;

	private String difference = "";

	/**
	 * A check.
	 * @param jdbc the database
	 * @param clock this machine's clock
	 * @param largest how far the clocks may be apart; zero allows everything
	 */
	public ClockSkew(JdbcClient jdbc, Clock clock, Duration largest) {
		this.jdbc = jdbc;
		this.clock = clock;
		this.largest = largest;
	}

	/**
	 * Makes sure that the clocks agree.
	 * @throws ClockSkewException if they do not
	 */
	public synchronized void check() {
		if (this.largest.isZero()) {
			return;
		}
		if (!this.isRight || System.nanoTime() - this.lookedAt > LOOK_EVERY.toNanos()) {
			look();
		}
		if (!this.isRight) {
			throw new ClockSkewException(this.difference);
		}
	}

	private void look() {
		Instant here = this.clock.instant();
		Instant there = this.jdbc.sql("SELECT UTC_TIMESTAMP(6)")
			.query((row, number) -> row.getObject(1, LocalDateTime.class))
			.single()
			.toInstant(ZoneOffset.UTC);
		this.lookedAt = System.nanoTime();
		this.isRight = Duration.between(there, here).abs().compareTo(this.largest) <= 0;
		this.difference = ("The clock of this machine shows %s, but that of the database %s. "
				+ "Set the one that is wrong; until they agree, nothing is done whose time could be the wrong one.")
			.formatted(here, there);
	}

}
