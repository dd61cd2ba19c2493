package dev.fundbell.sse.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.ConnectionMetaData;

import org.springframework.scheduling.annotation.Scheduled;

/**
 * Disconnects clients that send a request byte by byte. Jetty's idle timeout does not see
 * them, since each byte begins it anew, and every one holds a connection and a buffer.
 */
final class SlowRequests implements Connection.Listener {

	private final Map<Connection, Progress> connections = new ConcurrentHashMap<>();

	private final long timeout;

	private final LongSupplier nanoTime;

	/**
	 * Watches connections.
	 * @param timeout how long a request may take to arrive; 0 disconnects nobody
	 * @param nanoTime {@link System#nanoTime()}
	 */
	SlowRequests(Duration timeout, LongSupplier nanoTime) {
		this.timeout = timeout.toNanos();
		this.nanoTime = nanoTime;
	}

	@Override
	public void onOpened(Connection connection) {
		if (this.timeout != 0 && connection instanceof ConnectionMetaData http
				&& http.getHttpVersion().getVersion() <= HttpVersion.HTTP_1_1.getVersion()) {
			this.connections.put(connection, new Progress(this.nanoTime.getAsLong()));
		}
	}

	@Override
	public void onClosed(Connection connection) {
		this.connections.remove(connection);
	}

	@Scheduled(fixedDelayString = "PT1S")
	void disconnect() {
		long now = this.nanoTime.getAsLong();
		this.connections.forEach((connection, progress) -> {
			if (now - progress.begin(connection, now) >= this.timeout) {
				connection.getEndPoint().close();
			}
		});
	}

	/** How a connection comes on. Seen by one thread. */
	private static final class Progress {

		private long requests;

		private long bytes;

		private long since;

		Progress(long now) {
			this.since = now;
		}

		/** When the unfinished request began; now if there is none. */
		long begin(Connection connection, long now) {
			if (this.requests != connection.getMessagesIn()) {
				this.requests = connection.getMessagesIn();
				this.bytes = connection.getBytesIn();
			}
			if (this.bytes == connection.getBytesIn()) {
				this.since = now;
			}
			return this.since;
		}

	}

}
