package dev.fundbell.sse.transport;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.http2.HTTP2Session;
import org.eclipse.jetty.http2.RateControl;
import org.eclipse.jetty.http2.api.Session;
import org.eclipse.jetty.http2.frames.Frame;
import org.eclipse.jetty.http2.frames.UnknownFrame;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.jspecify.annotations.Nullable;

import org.springframework.scheduling.annotation.Scheduled;

/**
 * Guard against Slowloris, clients that send a TLS handshake, a request, or a frame of
 * HTTP/2 byte by byte: it disconnects them. Each of them holds a connection and a buffer.
 * Jetty's idle timeouts do not detect them, since each byte restarts these.
 */
final class SlowSenderGuard implements Connection.Listener, HTTP2Session.FrameListener {

	private final Map<EndPoint, Arrivals> senders = new ConcurrentHashMap<>();

	private final long timeout;

	private final LongSupplier nanoTime;

	/**
	 * A guard.
	 * @param timeout how long a handshake, a request or a frame may take to arrive; 0
	 * sets no limit
	 * @param nanoTime {@link System#nanoTime()}
	 */
	SlowSenderGuard(Duration timeout, LongSupplier nanoTime) {
		this.timeout = timeout.toNanos();
		this.nanoTime = nanoTime;
	}

	@Override
	public void onOpened(Connection connection) {
		Arrivals arrivals = (this.timeout != 0) ? arrivals(connection, this.nanoTime.getAsLong()) : null;
		if (arrivals != null) {
			this.senders.put(connection.getEndPoint(), arrivals);
		}
	}

	private static @Nullable Arrivals arrivals(Connection connection, long now) {
		if (connection instanceof SslConnection tls) {
			return new HandshakeArrival(tls, now);
		}
		if (connection instanceof HTTP2Connection http2) {
			return new FrameArrivals(http2, now);
		}
		boolean isHttp1 = connection instanceof ConnectionMetaData http
				&& http.getHttpVersion().getVersion() <= HttpVersion.HTTP_1_1.getVersion();
		return isHttp1 ? new RequestArrivals(connection, now) : null;
	}

	/** Another connection may have taken over its end point, such as for HTTP/2. */
	@Override
	public void onClosed(Connection connection) {
		this.senders.computeIfPresent(connection.getEndPoint(),
				(endPoint, arrivals) -> (arrivals.connection() != connection) ? arrivals : null);
	}

	/** Called for a whole frame; for headers once their last continuation has come. */
	@Override
	public void onIncomingFrame(Session session, Frame frame) {
		FrameArrivals frames = frames(((HTTP2Session) session).getEndPoint());
		if (frames != null) {
			frames.received(frame, this.nanoTime.getAsLong());
		}
	}

	@Override
	public void onOutgoingFrame(Session session, Frame frame) {
		FrameArrivals frames = frames(((HTTP2Session) session).getEndPoint());
		if (frames != null) {
			frames.end(frame);
		}
	}

	private @Nullable FrameArrivals frames(EndPoint endPoint) {
		return (this.senders.get(endPoint) instanceof FrameArrivals frames) ? frames : null;
	}

	/** Jetty tells its rate control alone of frames that it does not know. */
	RateControl.Factory watch(RateControl.Factory factory) {
		return new RateControl.Factory() {

			@Override
			public RateControl newRateControl(EndPoint endPoint) {
				RateControl control = factory.newRateControl(endPoint);
				return (event) -> {
					FrameArrivals frames = frames(endPoint);
					if (event instanceof UnknownFrame && frames != null) {
						frames.received();
					}
					return control.onEvent(event);
				};
			}

		};
	}

	@Scheduled(fixedDelayString = "PT1S")
	void disconnect() {
		long now = this.nanoTime.getAsLong();
		this.senders.forEach((endPoint, arrivals) -> {
			if (now - arrivals.begin(now) >= this.timeout) {
				endPoint.close();
			}
		});
	}

}
