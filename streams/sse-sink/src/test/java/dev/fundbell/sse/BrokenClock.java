package dev.fundbell.sse;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Clock that fails in a way that nobody foresaw. */
public final class BrokenClock extends Clock {

	@Override
	public Instant instant() {
		throw new IllegalStateException("broken");
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
