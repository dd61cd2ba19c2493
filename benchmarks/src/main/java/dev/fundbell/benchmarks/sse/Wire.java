package dev.fundbell.benchmarks.sse;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * Protocol of one client's connection, under requests and responses that have the form of
 * HTTP/1.1. Not thread-safe.
 */
public interface Wire {

	/**
	 * Sends a request.
	 * @param channel the connection, which blocks
	 * @param request the request in the form of HTTP/1.1
	 * @throws IOException if the connection fails
	 */
	void request(SocketChannel channel, String request) throws IOException;

	/**
	 * Takes what has come.
	 * @param channel the connection, which does not block any longer
	 * @param bytes the bytes as they came
	 * @return the text in the form of HTTP/1.1; null if the response has ended
	 * @throws IOException if the connection fails
	 */
	@Nullable String receive(SocketChannel channel, ByteBuffer bytes) throws IOException;

	/** HTTP/1.1 without encryption. */
	final class Plain implements Wire {

		@Override
		public void request(SocketChannel channel, String request) throws IOException {
			channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
		}

		@Override
		public String receive(SocketChannel channel, ByteBuffer bytes) {
			return StandardCharsets.ISO_8859_1.decode(bytes).toString();
		}

	}

}
