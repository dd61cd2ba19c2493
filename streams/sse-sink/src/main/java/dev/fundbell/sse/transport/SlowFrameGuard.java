package dev.fundbell.sse.transport;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.http2.HTTP2Session;
import org.eclipse.jetty.http2.RateControl;
import org.eclipse.jetty.http2.api.Session;
import org.eclipse.jetty.http2.frames.DataFrame;
import org.eclipse.jetty.http2.frames.Frame;
import org.eclipse.jetty.http2.frames.HeadersFrame;
import org.eclipse.jetty.http2.frames.ResetFrame;
import org.eclipse.jetty.http2.frames.StreamFrame;
import org.eclipse.jetty.http2.frames.UnknownFrame;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;

import org.springframework.scheduling.annotation.Scheduled;

/**
 * Guard against Slowloris over HTTP/2, clients that send a frame, a header block or a
 * request's body byte by byte: it disconnects them. Jetty's idle timeouts do not detect
 * them, since each byte restarts these.
 */
final class SlowFrameGuard implements Connection.Listener, HTTP2Session.FrameListener {

	private final Map<EndPoint, Progress> connections = new ConcurrentHashMap<>();

	private final long timeout;

	private final LongSupplier nanoTime;

	/**
	 * A guard.
	 * @param timeout how long a frame or a request may take to arrive; 0 sets no limit
	 * @param nanoTime {@link System#nanoTime()}
	 */
	SlowFrameGuard(Duration timeout, LongSupplier nanoTime) {
		this.timeout = timeout.toNanos();
		this.nanoTime = nanoTime;
	}

	@Override
	public void onOpened(Connection connection) {
		if (this.timeout != 0 && connection instanceof HTTP2Connection http2) {
			this.connections.put(http2.getEndPoint(), new Progress(http2, this.nanoTime.getAsLong()));
		}
	}

	@Override
	public void onClosed(Connection connection) {
		if (connection instanceof HTTP2Connection) {
			this.connections.remove(connection.getEndPoint());
		}
	}

	/** Called for a whole frame; for headers once their last continuation has come. */
	@Override
	public void onIncomingFrame(Session session, Frame frame) {
		take(((HTTP2Session) session).getEndPoint(), (progress) -> progress.received(frame, this.nanoTime.getAsLong()));
	}

	@Override
	public void onOutgoingFrame(Session session, Frame frame) {
		take(((HTTP2Session) session).getEndPoint(), (progress) -> progress.end(frame));
	}

	private void take(EndPoint endPoint, Consumer<Progress> action) {
		Progress progress = this.connections.get(endPoint);
		if (progress != null) {
			action.accept(progress);
		}
	}

	/** Jetty tells its rate control alone of frames that it does not know. */
	RateControl.Factory watch(RateControl.Factory factory) {
		return new RateControl.Factory() {

			@Override
			public RateControl newRateControl(EndPoint endPoint) {
				RateControl control = factory.newRateControl(endPoint);
				return (event) -> {
					if (event instanceof UnknownFrame) {
						take(endPoint, Progress::frame);
					}
					return control.onEvent(event);
				};
			}

		};
	}

	@Scheduled(fixedDelayString = "PT1S")
	void disconnect() {
		long now = this.nanoTime.getAsLong();
		this.connections.forEach((endPoint, progress) -> {
			if (now - progress.begin(now) >= this.timeout) {
				endPoint.close();
			}
		});
	}

	/** Progress of a connection's frames, and of its requests. */
	private static final class Progress {

		private final HTTP2Connection connection;

		/** When each request began whose body is not complete, by its stream's id. */
		private final Map<Integer, Long> requests = new ConcurrentHashMap<>();

		private final AtomicLong frames = new AtomicLong();

		private long seenFrames;

		private long seenBytes;

		private long since;

		Progress(HTTP2Connection connection, long now) {
			this.connection = connection;
			this.since = now;
		}

		void received(Frame frame, long now) {
			if (frame instanceof DataFrame data && !data.isEndStream()) {
				// Each part of a data frame is told as a frame.
				return;
			}
			if (frame instanceof HeadersFrame headers && !headers.isEndStream()) {
				this.requests.putIfAbsent(headers.getStreamId(), now);
			}
			end(frame);
			frame();
		}

		/** A request whose response is complete is over as well. */
		void end(Frame frame) {
			if (frame instanceof ResetFrame reset) {
				this.requests.remove(reset.getStreamId());
			}
			else if (frame instanceof StreamFrame last && isLast(last)) {
				this.requests.remove(last.getStreamId());
			}
		}

		private static boolean isLast(StreamFrame frame) {
			return frame instanceof DataFrame data && data.isEndStream()
					|| frame instanceof HeadersFrame headers && headers.isEndStream();
		}

		void frame() {
			this.frames.incrementAndGet();
		}

		/** When the oldest thing began that is not complete; now if all is. */
		long begin(long now) {
			long complete = this.frames.get();
			long bytes = this.connection.getBytesIn();
			if (complete != this.seenFrames) {
				this.seenFrames = complete;
				this.seenBytes = bytes;
			}
			if (bytes == this.seenBytes) {
				this.since = now;
			}
			return this.requests.values()
				.stream()
				.reduce(this.since, (first, second) -> (first - second < 0) ? first : second);
		}

	}

}
