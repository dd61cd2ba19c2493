package dev.fundbell.sse.transport;

import java.io.IOException;
import java.nio.ByteBuffer;

import dev.fundbell.sse.hub.Transport;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/**
 * Transport on a connection of its own, written directly: for HTTP/1.1. Bytes from the
 * client are read, since its disconnect could not be noticed otherwise, and discarded.
 */
final class SocketTransport extends AbstractConnection.NonBlocking implements Transport, Connection.UpgradeTo {

	/** A client that sends more than a few pipelined requests keeps the server busy. */
	private static final int UNWANTED_BYTES = 16 * 1024;

	private static final int READ_AT_ONCE = 1024;

	private final Transport.Listener listener;

	private int unwanted;

	private volatile boolean opened;

	SocketTransport(Request request, Transport.Listener listener) {
		super(request.getConnectionMetaData().getConnection().getEndPoint(), request.getComponents().getExecutor());
		this.listener = listener;
	}

	/** Gets the bytes that the client sent after its request. */
	@Override
	public void onUpgradeTo(ByteBuffer pipelined) {
		this.unwanted = pipelined.remaining();
	}

	@Override
	public void onOpen() {
		super.onOpen();
		this.opened = true;
		// Silence is normal; the hub sends heartbeats and disconnects stalled clients.
		getEndPoint().setIdleTimeout(0);
		this.listener.opened(this);
		fillInterested();
	}

	/** Tells the listener that the stream will never open. */
	void endUnlessOpen() {
		if (!this.opened) {
			this.listener.closed();
		}
	}

	@Override
	public boolean write(ByteBuffer... bytes) {
		try {
			if (flush(bytes)) {
				return true;
			}
			getEndPoint().write(new Rest(), bytes);
		}
		catch (IOException | RuntimeException ex) {
			gone();
		}
		return false;
	}

	/** Jetty would gather the buffers, which costs more where there is only one. */
	private boolean flush(ByteBuffer... bytes) throws IOException {
		if (bytes.length == 1 && getEndPoint() instanceof SocketChannelEndPoint socket) {
			socket.getChannel().write(bytes[0]);
			return !bytes[0].hasRemaining();
		}
		return getEndPoint().flush(bytes);
	}

	@Override
	public void onFillable() {
		ByteBuffer buffer = BufferUtil.allocate(READ_AT_ONCE);
		try {
			int read = getEndPoint().fill(buffer);
			this.unwanted += Math.max(read, 0);
			// A client that closes only its sending side looks like one that is gone.
			if (read < 0 || this.unwanted > UNWANTED_BYTES) {
				gone();
			}
			else {
				fillInterested();
			}
		}
		catch (IOException ex) {
			gone();
		}
	}

	@Override
	public void onFillInterestedFailed(Throwable cause) {
		gone();
	}

	@Override
	public void onClose(Throwable cause) {
		super.onClose(cause);
		this.listener.closed();
	}

	private void gone() {
		close();
		this.listener.closed();
	}

	/** Completes a write whose bytes did not all fit into the socket. */
	private final class Rest implements Callback {

		@Override
		public void succeeded() {
			SocketTransport.this.listener.writable();
		}

		@Override
		public void failed(Throwable cause) {
			gone();
		}

		/** Jetty's selector may call this itself instead of waking another thread. */
		@Override
		public InvocationType getInvocationType() {
			return InvocationType.NON_BLOCKING;
		}

	}

}
