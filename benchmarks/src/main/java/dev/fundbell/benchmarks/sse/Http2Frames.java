package dev.fundbell.benchmarks.sse;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The frames of a connection over HTTP/2 with one request, see RFC 9113 and, for headers,
 * RFC 7541: as much of both as an event stream needs. Windows are so large that none has
 * to be updated.
 */
final class Http2Frames {

	private static final int DATA = 0;

	private static final int HEADERS = 1;

	private static final int RST_STREAM = 3;

	private static final int SETTINGS = 4;

	private static final int GOAWAY = 7;

	private static final int WINDOW_UPDATE = 8;

	private static final int END_STREAM = 1;

	private static final int ACK = 1;

	private static final int END_HEADERS = 4;

	private static final int HEAD = 9;

	private static final int LARGEST_WINDOW = Integer.MAX_VALUE;

	private static final int DEFAULT_WINDOW = 65_535;

	/** The entry of the static table that a response begins with. */
	private static final byte STATUS_200 = (byte) 0x88;

	/** The names that a request has, by their entries in the static table. */
	private static final Map<String, Integer> NAMES = Map.of("host", 1, "accept", 19, "authorization", 23);

	private final ByteArrayOutputStream answer = new ByteArrayOutputStream();

	private byte[] rest = {};

	/** Makes the beginning of a connection with a request in the form of HTTP/1.1. */
	byte[] request(String request) {
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		all.writeBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
		// The initial window of streams is setting number 4.
		all.writeBytes(frame(SETTINGS, 0, 0, concat(new byte[] { 0, 4 }, number(LARGEST_WINDOW))));
		all.writeBytes(frame(WINDOW_UPDATE, 0, 0, number(LARGEST_WINDOW - DEFAULT_WINDOW)));
		all.writeBytes(frame(HEADERS, END_STREAM | END_HEADERS, 1, headers(request.split("\r\n"))));
		return all.toByteArray();
	}

	private static byte[] headers(String[] lines) {
		ByteArrayOutputStream block = new ByteArrayOutputStream();
		// :method GET, :scheme https, :path
		block.write(0x82);
		block.write(0x87);
		block.write(0x04);
		text(block, lines[0].split(" ")[1]);
		for (int line = 1; line < lines.length; line++) {
			String name = lines[line].substring(0, lines[line].indexOf(':')).toLowerCase(Locale.ROOT);
			Integer known = NAMES.get(name);
			integer(block, 4, (known != null) ? known : 0);
			if (known == null) {
				text(block, name);
			}
			text(block, lines[line].substring(name.length() + 1).strip());
		}
		return block.toByteArray();
	}

	private static void text(ByteArrayOutputStream block, String text) {
		integer(block, 7, text.length());
		block.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
	}

	/** Writes an integer whose first byte has a number of bits for it. */
	private static void integer(ByteArrayOutputStream block, int bits, int value) {
		int most = (1 << bits) - 1;
		if (value < most) {
			block.write(value);
			return;
		}
		block.write(most);
		int left = value - most;
		for (; left >= 128; left >>= 7) {
			block.write(left & 127 | 128);
		}
		block.write(left);
	}

	/** Takes what has come; null once the response has ended. */
	@Nullable String receive(byte[] bytes) {
		byte[] all = concat(this.rest, bytes);
		StringBuilder text = new StringBuilder();
		int at = 0;
		boolean ended = false;
		while (!ended && all.length - at >= HEAD && all.length - at >= HEAD + length(all, at)) {
			ended = take(all, at, text);
			at += HEAD + length(all, at);
		}
		this.rest = Arrays.copyOfRange(all, at, all.length);
		return ended ? null : text.toString();
	}

	private static int length(byte[] bytes, int at) {
		return (bytes[at] & 255) << 16 | (bytes[at + 1] & 255) << 8 | bytes[at + 2] & 255;
	}

	/** Takes a frame; returns whether it is the last. */
	private boolean take(byte[] bytes, int at, StringBuilder text) {
		int type = bytes[at + 3];
		int flags = bytes[at + 4];
		if (type == HEADERS) {
			boolean ok = bytes[afterTableSizes(bytes, at + HEAD)] == STATUS_200;
			text.append(ok ? "HTTP/1.1 200\r\n\r\n" : "HTTP/1.1 500\r\n\r\n");
		}
		else if (type == DATA) {
			text.append(new String(bytes, at + HEAD, length(bytes, at), StandardCharsets.ISO_8859_1));
		}
		else if (type == SETTINGS && (flags & ACK) == 0) {
			this.answer.writeBytes(frame(SETTINGS, ACK, 0, new byte[0]));
		}
		return type == RST_STREAM || type == GOAWAY || (type == HEADERS || type == DATA) && (flags & END_STREAM) != 0;
	}

	/** A block of headers may begin with new sizes of the table: 001, then an integer. */
	private static int afterTableSizes(byte[] bytes, int start) {
		int at = start;
		while ((bytes[at] & 0b1110_0000) == 0b0010_0000) {
			boolean more = (bytes[at] & 31) == 31;
			at++;
			for (; more; at++) {
				more = bytes[at] < 0;
			}
		}
		return at;
	}

	/** Takes what is to be sent to the server now. */
	byte[] takeAnswer() {
		byte[] bytes = this.answer.toByteArray();
		this.answer.reset();
		return bytes;
	}

	private static byte[] frame(int type, int flags, int stream, byte[] body) {
		byte[] head = { (byte) (body.length >> 16), (byte) (body.length >> 8), (byte) body.length, (byte) type,
				(byte) flags, 0, 0, 0, (byte) stream };
		return concat(head, body);
	}

	private static byte[] number(int value) {
		return new byte[] { (byte) (value >> 24), (byte) (value >> 16), (byte) (value >> 8), (byte) value };
	}

	private static byte[] concat(byte[] first, byte[] second) {
		byte[] both = Arrays.copyOf(first, first.length + second.length);
		System.arraycopy(second, 0, both, first.length, second.length);
		return both;
	}

}
