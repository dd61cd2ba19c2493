package dev.fundbell.test;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

import org.jspecify.annotations.NullMarked;

/** Clock for tests that stands still until a test moves it. Thread-safe. */
@NullMarked
public final class SettableClock extends Clock {

	private Instant now;

	/**
	 * Creates a clock that shows an instant.
	 * @param now in ISO 8601, such as {@code 2026-11-23T00:00:00Z}
	 */
	public SettableClock(String now) {
		this.now = Instant.parse(now);
	}

	/**
	 * Sets the clock, forward or back.
	 * @param now the instant that it shows from now on
	 */
	public synchronized void set(Instant now) {
		this.now = now;
	}

	/**
	 * Moves the clock forward.
	 * @param by how far
	 */
	public synchronized void advance(Duration by) {
		this.now = this.now.plus(by);
	}

	@Override
	public synchronized Instant instant() {
		return this.now;
	}

	@Override
	public ZoneId getZone() {
		return ZoneOffset.UTC;
	}

	@Override
	public Clock withZone(ZoneId zone) {
		return this;
	}

}
