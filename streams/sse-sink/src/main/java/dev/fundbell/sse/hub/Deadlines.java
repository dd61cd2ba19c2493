package dev.fundbell.sse.hub;

import org.jspecify.annotations.Nullable;

/**
 * When a connection's time is up, and when it has been silent for too long, on the clock
 * of {@link System#nanoTime()}. A limit of 0 is none. Not thread-safe.
 */
final class Deadlines {

	private final long heartbeat;

	private final long writeTimeout;

	private final long end;

	private final @Nullable CloseReason endReason;

	private long lastWritten;

	private long writingSince;

	/**
	 * What applies to one connection.
	 * @param heartbeat nanoseconds of silence
	 * @param writeTimeout nanoseconds that one write may take
	 * @param now when the connection began
	 * @param end when it ends
	 * @param endReason why it ends then; null if it need not end
	 */
	Deadlines(long heartbeat, long writeTimeout, long now, long end, @Nullable CloseReason endReason) {
		this.heartbeat = heartbeat;
		this.writeTimeout = writeTimeout;
		this.end = end;
		this.endReason = endReason;
		this.lastWritten = now;
		this.writingSince = now;
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
