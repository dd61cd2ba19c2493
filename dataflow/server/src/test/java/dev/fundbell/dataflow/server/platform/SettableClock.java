package dev.fundbell.dataflow.server.platform;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A clock that stands still until a test moves it.
 */
public final class SettableClock extends Clock {

	private volatile Instant now;

	public SettableClock(String now) {
		this.now = Instant.parse(now);
	}

	public void set(String instant) {
		this.now = Instant.parse(instant);
	}

	public void forward(Duration duration) {
		this.now = this.now.plus(duration);
	}

	@Override
	public Instant instant() {
		return this.now;
	}

	@Override
	public ZoneId getZone() {
		return ZoneOffset.UTC;
	}

	@Override
	public Clock withZone(ZoneId zone) {
		throw new UnsupportedOperationException();
	}

}
