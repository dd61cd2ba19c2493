package dev.fundbell.sse.transport;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.ConnectionMetaData;

import org.springframework.scheduling.annotation.Scheduled;

/**
 * Guard against Slowloris, clients that send a request over HTTP/1.1 or a TLS handshake
 * byte by byte: it disconnects them. Each of them holds a connection and a buffer.
 * Jetty's idle timeout does not detect them, since each byte restarts it.
 */
final class SlowRequestGuard implements Connection.Listener {

	/** The cipher suite of a connection whose handshake is not complete (JSSE). */
	private static final String NO_CIPHER = "SSL_NULL_WITH_NULL_NULL";

	private final Map<Connection, Progress> connections = new ConcurrentHashMap<>();

	/** When each handshake began that is not known to be complete. */
	private final Map<SslConnection, Long> handshakes = new ConcurrentHashMap<>();

	private final long timeout;

	private final LongSupplier nanoTime;

	/**
	 * A guard.
	 * @param timeout how long a request may take to arrive; 0 sets no limit
	 * @param nanoTime {@link System#nanoTime()}
	 */
	SlowRequestGuard(Duration timeout, LongSupplier nanoTime) {
		this.timeout = timeout.toNanos();
		this.nanoTime = nanoTime;
	}

	@Override
	public void onOpened(Connection connection) {
		if (this.timeout == 0) {
			return;
		}
		if (connection instanceof SslConnection tls) {
			this.handshakes.put(tls, this.nanoTime.getAsLong());
		}
		else if (connection instanceof ConnectionMetaData http
				&& http.getHttpVersion().getVersion() <= HttpVersion.HTTP_1_1.getVersion()) {
			this.connections.put(connection, new Progress(this.nanoTime.getAsLong()));
		}
	}

	@Override
	public void onClosed(Connection connection) {
		this.connections.remove(connection);
		if (connection instanceof SslConnection tls) {
			this.handshakes.remove(tls);
		}
	}

	@Scheduled(fixedDelayString = "PT1S")
	void disconnect() {
		long now = this.nanoTime.getAsLong();
		this.connections.forEach((connection, progress) -> {
			if (now - progress.begin(connection, now) >= this.timeout) {
				connection.getEndPoint().close();
			}
		});
		this.handshakes.keySet().removeIf((tls) -> !NO_CIPHER.equals(tls.getSSLEngine().getSession().getCipherSuite()));
		this.handshakes.forEach((tls, begin) -> {
			if (now - begin >= this.timeout) {
				tls.getEndPoint().close();
			}
		});
	}

	/** Progress of a connection's requests. Used by one thread. */
	private static final class Progress {

		private long requests;

		private long bytes;

		private long since;

		Progress(long now) {
			this.since = now;
		}

		/** When the incomplete request began; now if there is none. */
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
