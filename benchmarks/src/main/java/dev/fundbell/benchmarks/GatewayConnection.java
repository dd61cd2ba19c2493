package dev.fundbell.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Connection to a {@link SlowGateway}: takes requests of HTTP/1.1 whose bodies tell their
 * length. Not thread-safe.
 */
final class GatewayConnection {

	private static final String HEAD_END = "\r\n\r\n";

	private static final String REFERENCE = "\r\nidempotency-key: ";

	private static final String LENGTH = "\r\ncontent-length: ";

	private final SocketChannel channel;

	private final ByteBuffer bytes = ByteBuffer.allocate(16 * 1024);

	GatewayConnection(SocketChannel channel) {
		this.channel = channel;
	}

	/** Takes what has come; false if the other side has closed the connection. */
	boolean read() throws IOException {
		if (this.channel.read(this.bytes) < 0) {
			this.channel.close();
			return false;
		}
		return true;
	}

	/** The reference of the next message that has come as a whole, or null. */
	@Nullable String nextReference() throws IOException {
		String come = new String(this.bytes.array(), 0, this.bytes.position(), StandardCharsets.ISO_8859_1);
		int headEnd = come.indexOf(HEAD_END);
		if (headEnd < 0) {
			return null;
		}
		String head = come.substring(0, headEnd + 2);
		int end = headEnd + HEAD_END.length() + Integer.parseInt(value(head, LENGTH));
		if (end > come.length()) {
			return null;
		}
		this.bytes.flip().position(end);
		this.bytes.compact();
		return value(head, REFERENCE);
	}

	private static String value(String head, String header) throws IOException {
		int start = head.toLowerCase(Locale.ROOT).indexOf(header);
		if (start < 0) {
			throw new IOException("A request has no header " + header.strip());
		}
		return head.substring(start + header.length(), head.indexOf("\r\n", start + 2));
	}

	/** Answers a message with 200. */
	void answer(String json) throws IOException {
		ByteBuffer answer = ByteBuffer.wrap(("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
				+ json.length() + HEAD_END + json)
			.getBytes(StandardCharsets.ISO_8859_1));
		while (answer.hasRemaining()) {
			this.channel.write(answer);
		}
	}

}
