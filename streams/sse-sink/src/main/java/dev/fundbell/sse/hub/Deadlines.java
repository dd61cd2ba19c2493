package dev.fundbell.sse.hub;

import java.time.Duration;

import dev.fundbell.sse.SseSinkProperties;
import org.jspecify.annotations.Nullable;

/**
 * Deadlines of one connection: its end, its next heartbeat and the write timeout, on the
 * clock of {@link System#nanoTime()}. A limit of 0 is none. Not thread-safe.
 */
final class Deadlines {

	private final long heartbeat;

	private final long writeTimeout;

	private final long end;

	private final @Nullable CloseReason endReason;

	private long lastWritten;

	private long writingSince;

	private Deadlines(SseSinkProperties properties, long now, long end, @Nullable CloseReason endReason) {
		this.heartbeat = properties.heartbeat().toNanos();
		this.writeTimeout = properties.writeTimeout().toNanos();
		this.end = end;
		this.endReason = endReason;
		this.lastWritten = now;
		this.writingSince = now;
	}

	/**
	 * The deadlines of a connection that ends with its lifetime or with its token,
	 * whichever is first.
	 * @param properties the heartbeat and the write timeout
	 * @param lifetime how long the connection may last
	 * @param token how long its token is valid; null for ever
	 * @param now when the connection began
	 */
	static Deadlines of(SseSinkProperties properties, Duration lifetime, @Nullable Duration token, long now) {
		if (token != null && (lifetime.isZero() || token.compareTo(lifetime) < 0)) {
			return new Deadlines(properties, now, now + token.toNanos(), CloseReason.TOKEN_EXPIRED);
		}
		return new Deadlines(properties, now, now + lifetime.toNanos(),
				lifetime.isZero() ? null : CloseReason.LIFETIME_OVER);
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
