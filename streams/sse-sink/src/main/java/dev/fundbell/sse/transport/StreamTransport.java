package dev.fundbell.sse.transport;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;

import dev.fundbell.sse.hub.Transport;
import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.HTTP2Channel;
import org.eclipse.jetty.http2.HTTP2Stream;
import org.eclipse.jetty.http2.frames.DataFrame;
import org.eclipse.jetty.http2.frames.HeadersFrame;
import org.eclipse.jetty.http2.frames.ResetFrame;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Transport on an HTTP/2 stream, which shares its connection with others. */
final class StreamTransport implements Transport, HTTP2Channel.Server, Callback {

	private final HTTP2Stream stream;

	private final Transport.Listener listener;

	private final AtomicReference<Write> write = new AtomicReference<>(Write.DONE);

	private final AtomicBoolean closed = new AtomicBoolean();

	StreamTransport(HTTP2Stream stream, Transport.Listener listener) {
		this.stream = stream;
		this.listener = listener;
	}

	/** Takes the stream from Jetty's request and tells the listener. */
	void open() {
		this.stream.setAttachment(this);
		// Silence is normal; the hub sends heartbeats and disconnects stalled clients.
		this.stream.setIdleTimeout(0);
		this.listener.opened(this);
		if (this.stream.isResetOrFailed()) {
			// The one that had the stream before was told.
			gone();
		}
	}

	@Override
	public boolean write(ByteBuffer... bytes) {
		this.write.set(Write.BEGUN);
		this.stream.data(new DataFrame(this.stream.getId(), join(bytes), false), this);
		return !this.write.compareAndSet(Write.BEGUN, Write.WAITS);
	}

	private static ByteBuffer join(ByteBuffer... buffers) {
		if (buffers.length == 1) {
			return buffers[0];
		}
		int size = 0;
		for (ByteBuffer buffer : buffers) {
			size += buffer.remaining();
		}
		ByteBuffer joined = ByteBuffer.allocate(size);
		for (ByteBuffer buffer : buffers) {
			joined.put(buffer);
		}
		return joined.flip();
	}

	/** A write has ended, possibly before the call that began it returns. */
	@Override
	public void succeeded() {
		if (this.write.getAndSet(Write.DONE) == Write.WAITS) {
			this.listener.writable();
		}
	}

	/** A write that has failed is never done. */
	@Override
	public void failed(Throwable cause) {
		gone();
	}

	/** Jetty's selector may call this itself instead of waking another thread. */
	@Override
	public InvocationType getInvocationType() {
		return InvocationType.NON_BLOCKING;
	}

	@Override
	public void close() {
		if (this.closed.compareAndSet(false, true)) {
			DataFrame end = new DataFrame(this.stream.getId(), BufferUtil.EMPTY_BUFFER, true);
			// The end is refused while a write waits for the client.
			this.stream.data(end, Callback.from(Callback.NOOP::succeeded, (cause) -> reset()));
			this.listener.closed();
		}
	}

	private void gone() {
		if (this.closed.compareAndSet(false, true)) {
			reset();
			this.listener.closed();
		}
	}

	private void reset() {
		this.stream.reset(new ResetFrame(this.stream.getId(), ErrorCode.CANCEL_STREAM_ERROR.code), Callback.NOOP);
	}

	/** The request's body is not wanted: its sender gets no more window. */
	@Override
	public @Nullable Runnable onDataAvailable() {
		return null;
	}

	@Override
	public @Nullable Runnable onTrailer(HeadersFrame frame) {
		return null;
	}

	@Override
	public void onTimeout(TimeoutException timeout, BiConsumer<Runnable, Boolean> outcome) {
		outcome.accept(null, false);
	}

	/** The client has reset the stream, or its connection is closed. */
	@Override
	public Runnable onFailure(Throwable failure, Callback callback) {
		return () -> {
			gone();
			callback.succeeded();
		};
	}

	/** An open stream keeps its connection. */
	@Override
	public boolean isIdle() {
		return false;
	}

	/** State of the last write. */
	private enum Write {

		BEGUN, WAITS, DONE

	}

}
