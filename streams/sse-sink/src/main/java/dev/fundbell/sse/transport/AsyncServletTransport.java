package dev.fundbell.sse.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.fundbell.sse.hub.Transport;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** Transport through the Servlet API's non-blocking output: for HTTP/2. */
final class AsyncServletTransport implements Transport, WriteListener, AsyncListener {

	private final AsyncContext context;

	private final ServletOutputStream output;

	private final Listener listener;

	private final AtomicBoolean ended = new AtomicBoolean();

	private boolean opened;

	/** Bytes may be in the container's buffer only. */
	private boolean unflushed;

	private AsyncServletTransport(AsyncContext context, ServletOutputStream output, Listener listener) {
		this.context = context;
		this.output = output;
		this.listener = listener;
	}

	static void start(HttpServletRequest request, HttpServletResponse response, Listener listener) throws IOException {
		AsyncContext context = request.startAsync();
		context.setTimeout(0);
		AsyncServletTransport transport = new AsyncServletTransport(context, response.getOutputStream(), listener);
		context.addListener(transport);
		transport.output.setWriteListener(transport);
	}

	@Override
	public boolean write(ByteBuffer... frames) {
		try {
			this.output.write(join(frames));
			this.unflushed = true;
			return isReady();
		}
		catch (IOException | RuntimeException ex) {
			gone();
			return false;
		}
	}

	private static byte[] join(ByteBuffer... frames) {
		int size = 0;
		for (ByteBuffer frame : frames) {
			size += frame.remaining();
		}
		ByteBuffer joined = ByteBuffer.allocate(size);
		for (ByteBuffer frame : frames) {
			joined.put(frame);
		}
		return joined.array();
	}

	private boolean isReady() throws IOException {
		while (this.output.isReady()) {
			if (!this.unflushed) {
				return true;
			}
			this.unflushed = false;
			this.output.flush();
		}
		return false;
	}

	@Override
	public void onWritePossible() throws IOException {
		if (!isReady()) {
			return;
		}
		if (this.opened) {
			this.listener.writable();
		}
		else {
			this.opened = true;
			this.listener.opened(this);
		}
	}

	@Override
	public void close() {
		if (this.ended.compareAndSet(false, true)) {
			try {
				this.context.complete();
			}
			catch (IllegalStateException ex) {
				// The container ends the request itself, which is what was wanted.
			}
		}
	}

	private void gone() {
		close();
		this.listener.closed();
	}

	@Override
	public void onError(Throwable failure) {
		gone();
	}

	@Override
	public void onError(AsyncEvent event) {
		gone();
	}

	@Override
	public void onComplete(AsyncEvent event) {
		this.ended.set(true);
		this.listener.closed();
	}

	@Override
	public void onTimeout(AsyncEvent event) {
		gone();
	}

	@Override
	public void onStartAsync(AsyncEvent event) {
		// Nothing starts it again.
	}

}
