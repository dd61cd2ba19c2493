package dev.fundbell.sse.transport;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.http2.frames.DataFrame;
import org.eclipse.jetty.http2.frames.Frame;
import org.eclipse.jetty.http2.frames.HeadersFrame;
import org.eclipse.jetty.http2.frames.ResetFrame;
import org.eclipse.jetty.http2.frames.StreamFrame;

/**
 * Arrivals of HTTP/2 frames, and of the requests that they carry. Frames are told by any
 * thread.
 */
final class FrameArrivals extends Arrivals {

	/** When each request began whose body is not complete, by its stream's id. */
	private final Map<Integer, Long> requests = new ConcurrentHashMap<>();

	private final AtomicLong frames = new AtomicLong();

	FrameArrivals(HTTP2Connection connection, long now) {
		super(connection, now);
	}

	/** Takes note of a whole frame. */
	void received(Frame frame, long now) {
		if (frame instanceof DataFrame data && !data.isEndStream()) {
			// Each part of a data frame is told as a frame.
			return;
		}
		if (frame instanceof HeadersFrame headers && !headers.isEndStream()) {
			this.requests.putIfAbsent(headers.getStreamId(), now);
		}
		end(frame);
		received();
	}

	/** Takes note of a frame of which nothing else is known. */
	void received() {
		this.frames.incrementAndGet();
	}

	/** A request is over with its last frame, or with that of its response. */
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

	@Override
	protected long complete() {
		return this.frames.get();
	}

	@Override
	long begin(long now) {
		return this.requests.values()
			.stream()
			.reduce(super.begin(now), (first, second) -> (first - second < 0) ? first : second);
	}

}
