package dev.fundbell.sse.transport;

import dev.fundbell.sse.hub.Transport;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;

/**
 * Upgrade of a request's connection to an event stream, as for a WebSocket: for HTTP/1.1.
 * Jetty passes the socket of a completed request to the connection that the request has
 * in {@link HttpStream#UPGRADE_CONNECTION_ATTRIBUTE}.
 */
final class ConnectionUpgrade extends OpenEndedStream {

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
