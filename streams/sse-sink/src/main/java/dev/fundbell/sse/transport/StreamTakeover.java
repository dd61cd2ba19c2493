package dev.fundbell.sse.transport;

import dev.fundbell.sse.hub.Transport;
import org.eclipse.jetty.http2.HTTP2Session;
import org.eclipse.jetty.http2.HTTP2Stream;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;

/**
 * Takeover of the HTTP/2 stream of a request, once Jetty has completed it. Jetty would
 * reset the stream now, since its response has no end.
 */
final class StreamTakeover extends OpenEndedStream {

	private final HTTP2Session session;

	private final Transport.Listener listener;

	private StreamTakeover(HttpStream stream, HTTP2Session session, Transport.Listener listener) {
		super(stream);
		this.session = session;
		this.listener = listener;
	}

	static void prepare(Request request, HTTP2Session session, Transport.Listener listener) {
		request.addHttpStreamWrapper((stream) -> new StreamTakeover(stream, session, listener));
	}

	@Override
	public void succeeded() {
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
		this.listener.closed();
	}

}
