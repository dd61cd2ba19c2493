package dev.fundbell.sse.http;

import java.nio.ByteBuffer;

import dev.fundbell.sse.hub.Transport;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Takes a connection over at the end of its request. Jetty has a way for this: a request
 * that completes with a connection in {@link HttpStream#UPGRADE_CONNECTION_ATTRIBUTE}
 * passes its socket on to it. For Spring, its filters, its metrics and Jetty's graceful
 * shutdown the request is then simply done. The one thing to prevent is that Jetty also
 * ends the response.
 */
final class HandOver extends HttpStream.Wrapper {

	private final Transport.Listener listener;

	private HandOver(HttpStream stream, Transport.Listener listener) {
		super(stream);
		this.listener = listener;
	}

	static void prepare(Request request, Transport.Listener listener) {
		request.setAttribute(HttpStream.UPGRADE_CONNECTION_ATTRIBUTE, new SocketTransport(request, listener));
		request.addHttpStreamWrapper((stream) -> new HandOver(stream, listener));
	}

	@Override
	public void send(MetaData.Request request, MetaData.@Nullable Response response, boolean last,
			@Nullable ByteBuffer content, Callback callback) {
		super.send(request, response, false, content, callback);
	}

	@Override
	public void failed(Throwable cause) {
		super.failed(cause);
		this.listener.closed();
	}

}
