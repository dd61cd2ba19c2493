package dev.fundbell.sse.transport;

import java.io.IOException;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.jspecify.annotations.Nullable;

/**
 * Response that is collected in Jetty's buffer until it is complete, and then written by
 * Jetty's selector. So no thread waits for a client that reads slowly, as it would at
 * each flush.
 */
final class WholeResponse extends HttpServletResponseWrapper {

	/** A larger one is written by the request's thread. */
	private static final int LARGEST = 1024 * 1024;

	private @Nullable ServletOutputStream output;

	WholeResponse(HttpServletResponse response) {
		super(response);
		setBufferSize(LARGEST);
	}

	@Override
	public ServletOutputStream getOutputStream() throws IOException {
		if (this.output == null) {
			this.output = new Unflushed(super.getOutputStream());
		}
		return this.output;
	}

	@Override
	public void flushBuffer() {
		// Its end does that.
	}

	/** Output that ignores flushes. */
	private static final class Unflushed extends ServletOutputStream {

		private final ServletOutputStream output;

		Unflushed(ServletOutputStream output) {
			this.output = output;
		}

		@Override
		public void write(int value) throws IOException {
			this.output.write(value);
		}

		@Override
		public void write(byte[] bytes, int offset, int length) throws IOException {
			this.output.write(bytes, offset, length);
		}

		@Override
		public void flush() {
			// Its end does that.
		}

		@Override
		public void close() throws IOException {
			this.output.close();
		}

		@Override
		public boolean isReady() {
			return this.output.isReady();
		}

		@Override
		public void setWriteListener(WriteListener listener) {
			this.output.setWriteListener(listener);
		}

	}

}
