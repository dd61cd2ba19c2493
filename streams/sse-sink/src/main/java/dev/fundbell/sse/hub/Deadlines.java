package dev.fundbell.sse.hub;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Deadlines of one connection: its end, its next heartbeat and the write timeout, on the
 * clock of {@link System#nanoTime()}. A limit of 0 is none. Not thread-safe.
 */
final class Deadlines {

	/**
	 * Tokens that are valid for longer count as valid for ever, before times overflow.
	 */
	private static final Duration FOREVER = Duration.ofDays(36_500);

	private final long heartbeat;

	private final long writeTimeout;

	private long end;

	private @Nullable CloseReason endReason;

	private long lastWritten;

	private long writingSince;

	private Deadlines(Duration heartbeat, Duration writeTimeout, long now, long end, @Nullable CloseReason endReason) {
		this.heartbeat = heartbeat.toNanos();
		this.writeTimeout = writeTimeout.toNanos();
		this.end = end;
		this.endReason = endReason;
		this.lastWritten = now;
		this.writingSince = now;
	}

	/**
	 * The deadlines of a connection that ends with its lifetime or with its token,
	 * whichever is first.
	 * @param jitter the heartbeat and the lifetime, which differ between connections
	 * @param writeTimeout how long the client may read nothing
	 * @param token how long its token is valid; null for ever
	 * @param now when the connection began
	 */
	static Deadlines of(Jitter jitter, Duration writeTimeout, @Nullable Duration token, long now) {
		Duration lifetime = jitter.lifetime();
		if (token != null && token.compareTo(FOREVER) < 0 && (lifetime.isZero() || token.compareTo(lifetime) < 0)) {
			return new Deadlines(jitter.heartbeat(), writeTimeout, now, now + token.toNanos(),
					CloseReason.TOKEN_EXPIRED);
		}
		return new Deadlines(jitter.heartbeat(), writeTimeout, now, now + lifetime.toNanos(),
				lifetime.isZero() ? null : CloseReason.LIFETIME_OVER);
	}

	/** Ends the connection earlier, unless it ends before that anyway. */
	void endBy(long time, CloseReason reason) {
		if (this.endReason == null || time - this.end < 0) {
			this.end = time;
			this.endReason = reason;
		}
	}

	void writing(long now) {
		this.writingSince = now;
	}

	void written(long now) {
		this.lastWritten = now;
	}

	boolean heartbeatDue(long now) {
		return this.heartbeat != 0 && now - this.lastWritten >= this.heartbeat;
	}

	@Nullable CloseReason due(long now, boolean blocked) {
		if (this.endReason != null && now - this.end >= 0) {
			return this.endReason;
		}
		boolean stalled = blocked && this.writeTimeout != 0 && now - this.writingSince >= this.writeTimeout;
		return stalled ? CloseReason.STALLED : null;
	}

}
