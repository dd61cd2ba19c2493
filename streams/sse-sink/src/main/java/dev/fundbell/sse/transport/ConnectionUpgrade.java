package dev.fundbell.sse.transport;

import java.nio.ByteBuffer;

import dev.fundbell.sse.hub.Transport;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Upgrade of a request's connection to an event stream, as for a WebSocket: for HTTP/1.1.
 * Jetty passes the socket of a completed request to the connection that the request has
 * in {@link HttpStream#UPGRADE_CONNECTION_ATTRIBUTE}. For Spring's filters and metrics
 * and for Jetty's graceful shutdown the request is then complete. This wrapper only keeps
 * Jetty from ending the response as well.
 */
final class ConnectionUpgrade extends HttpStream.Wrapper {

	private final SocketTransport transport;

	private ConnectionUpgrade(HttpStream stream, SocketTransport transport) {
		super(stream);
		this.transport = transport;
	}

	static void prepare(Request request, Transport.Listener listener) {
		SocketTransport transport = new SocketTransport(request, listener);
		request.setAttribute(HttpStream.UPGRADE_CONNECTION_ATTRIBUTE, transport);
		request.addHttpStreamWrapper((stream) -> new ConnectionUpgrade(stream, transport));
	}

	@Override
	public void send(MetaData.Request request, MetaData.@Nullable Response response, boolean last,
			@Nullable ByteBuffer content, Callback callback) {
		super.send(request, response, false, content, callback);
	}

	/** Jetty has passed the socket by now, unless it has given the connection up. */
	@Override
	public void succeeded() {
		super.succeeded();
		this.transport.endUnlessOpen();
	}

	@Override
	public void failed(Throwable cause) {
		super.failed(cause);
		this.transport.endUnlessOpen();
	}

}
