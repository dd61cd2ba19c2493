package dev.fundbell.sse.transport;

import org.eclipse.jetty.io.Connection;

/**
 * Arrivals from one client over a connection, such as its requests or its frames: tells
 * since when one of them is incomplete although bytes come. Not thread-safe.
 */
abstract class Arrivals {

	private final Connection connection;

	private long seenComplete;

	private long seenBytes;

	private long since;

	/**
	 * Arrivals of a connection of which nothing has come.
	 * @param connection the connection
	 * @param now the time of {@link System#nanoTime()}
	 */
	Arrivals(Connection connection, long now) {
		this.connection = connection;
		this.since = now;
	}

	/** The connection over which they come. */
	final Connection connection() {
		return this.connection;
	}

	/** How many have arrived completely so far. */
	protected abstract long complete();

	/** When the oldest one began that is not complete; now if all are. */
	long begin(long now) {
		long complete = complete();
		long bytes = this.connection.getBytesIn();
		if (complete != this.seenComplete) {
			this.seenComplete = complete;
			this.seenBytes = bytes;
		}
		if (bytes == this.seenBytes) {
			this.since = now;
		}
		return this.since;
	}

}
