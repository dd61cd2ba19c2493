package dev.fundbell.sse.transport;

import java.nio.ByteBuffer;

import dev.fundbell.sse.hub.Transport;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.http2.HTTP2Session;
import org.eclipse.jetty.http2.HTTP2Stream;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Takeover of the HTTP/2 stream of a request, once Jetty has completed it. Jetty would
 * reset the stream then, since its response has no end. This wrapper must be the first
 * around Jetty's stream, so that those of handlers see the request's completion.
 */
final class StreamTakeover extends HttpStream.Wrapper {

	private final HTTP2Session session;

	/** Of the event stream that the request opens; null if it opens none. */
	private Transport.@Nullable Listener listener;

	private StreamTakeover(HttpStream stream, HTTP2Session session) {
		super(stream);
		this.session = session;
	}

	/**
	 * Wraps the streams of requests that may open an event stream, before handlers do.
	 */
	static HttpConfiguration.Customizer customizer() {
		return (Request request, HttpFields.Mutable headers) -> {
			if (request.getConnectionMetaData().getConnection() instanceof HTTP2Connection http2
					&& Request.getPathInContext(request).startsWith(EventStreams.PATH)) {
				request.addHttpStreamWrapper((stream) -> {
					StreamTakeover takeover = new StreamTakeover(stream, http2.getSession());
					request.setAttribute(StreamTakeover.class.getName(), takeover);
					return takeover;
				});
			}
			return request;
		};
	}

	/** Returns whether the request's stream is one of HTTP/2, and is taken over. */
	static boolean prepare(Request request, Transport.Listener listener) {
		if (request.getAttribute(StreamTakeover.class.getName()) instanceof StreamTakeover takeover) {
			takeover.listener = listener;
			return true;
		}
		return false;
	}

	@Override
	public void send(MetaData.Request request, MetaData.@Nullable Response response, boolean last,
			@Nullable ByteBuffer content, Callback callback) {
		super.send(request, response, last && this.listener == null, content, callback);
	}

	@Override
	public void succeeded() {
		if (this.listener == null) {
			super.succeeded();
			return;
		}
		HTTP2Stream stream = this.session.getStream(Integer.parseInt(getId()));
		if (stream != null) {
			new StreamTransport(stream, this.listener).open();
		}
		else {
			this.listener.closed();
		}
	}

	@Override
	public void failed(Throwable cause) {
		super.failed(cause);
		if (this.listener != null) {
			this.listener.closed();
		}
	}

}
