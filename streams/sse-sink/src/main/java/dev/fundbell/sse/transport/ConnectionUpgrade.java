package dev.fundbell.sse.transport;

import java.nio.ByteBuffer;

import dev.fundbell.sse.hub.Transport;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Upgrade of a request's connection to an event stream, as for a WebSocket. Jetty passes
 * the socket of a completed request to the connection that the request has in
 * {@link HttpStream#UPGRADE_CONNECTION_ATTRIBUTE}. For Spring's filters and metrics and
 * for Jetty's graceful shutdown the request is then complete. This wrapper only keeps
 * Jetty from ending the response as well.
 */
final class ConnectionUpgrade extends HttpStream.Wrapper {

	private final Transport.Listener listener;

	private ConnectionUpgrade(HttpStream stream, Transport.Listener listener) {
		super(stream);
		this.listener = listener;
	}

	static void prepare(Request request, Transport.Listener listener) {
		request.setAttribute(HttpStream.UPGRADE_CONNECTION_ATTRIBUTE, new SocketTransport(request, listener));
		request.addHttpStreamWrapper((stream) -> new ConnectionUpgrade(stream, listener));
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
