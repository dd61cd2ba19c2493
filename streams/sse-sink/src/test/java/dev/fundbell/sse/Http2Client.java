package dev.fundbell.sse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

import static org.assertj.core.api.Assertions.assertThat;

/** Client that sends raw frames of HTTP/2, also those that no library would send. */
final class Http2Client implements AutoCloseable {

	static final int DATA = 0;

	static final int HEADERS = 1;

	static final int CONTINUATION = 9;

	static final int END_STREAM = 1;

	static final int END_HEADERS = 4;

	/** How much of a stream the server may send before the client wants more. */
	static final int WINDOW = 2000;

	private static final int SETTINGS = 4;

	private static final int WINDOW_UPDATE = 8;

	private static final int HEAD = 9;

	private final SSLSocket socket;

	/** What has come and was not taken yet. */
	private byte[] received = {};

	/** A client that has sent its preface. */
	Http2Client(SSLContext trust, int port) throws IOException {
		this.socket = (SSLSocket) trust.getSocketFactory().createSocket("localhost", port);
		SSLParameters parameters = this.socket.getSSLParameters();
		parameters.setApplicationProtocols(new String[] { "h2" });
		this.socket.setSSLParameters(parameters);
		this.socket.startHandshake();
		this.socket.setSoTimeout(1);
		this.socket.getOutputStream().write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
		// The initial window of streams is setting number 4.
		frame(SETTINGS, 0, 0, new byte[] { 0, 4, 0, 0, (byte) (WINDOW >> 8), (byte) WINDOW });
	}

	/** Sends a whole frame. */
	void frame(int type, int flags, int stream, byte[] body) throws IOException {
		ByteBuffer frame = ByteBuffer.allocate(HEAD + body.length);
		this.socket.getOutputStream().write(frame.put(headOf(type, flags, stream, body.length)).put(body).array());
	}

	/** Sends the head of a frame, without its body. */
	void head(int type, int flags, int stream, int length) throws IOException {
		this.socket.getOutputStream().write(headOf(type, flags, stream, length));
	}

	private static byte[] headOf(int type, int flags, int stream, int length) {
		return new byte[] { 0, (byte) (length >> 8), (byte) length, (byte) type, (byte) flags, 0, 0, 0, (byte) stream };
	}

	/** Sends to a server that may have disconnected. */
	void sendQuietly(int... bytes) {
		try {
			OutputStream output = this.socket.getOutputStream();
			for (int each : bytes) {
				output.write(each);
			}
		}
		catch (IOException ex) {
			// The test asks whether it is disconnected.
		}
	}

	/** Lets the server send more, of a stream or, with 0, of all of them. */
	void window(int stream, int bytes) throws IOException {
		frame(WINDOW_UPDATE, 0, stream, ByteBuffer.allocate(Integer.BYTES).putInt(bytes).array());
	}

	/** Reads for some time; returns what has come of a response's body. */
	String readBody(Duration time) throws IOException {
		byte[] some = new byte[8192];
		long end = System.nanoTime() + time.toNanos();
		while (System.nanoTime() < end) {
			try {
				int read = this.socket.getInputStream().read(some);
				assertThat(read).as("The server has ended the connection").isNotNegative();
				int before = this.received.length;
				this.received = Arrays.copyOf(this.received, before + read);
				System.arraycopy(some, 0, this.received, before, read);
			}
			catch (SocketTimeoutException ex) {
				// Nothing has come.
			}
		}
		return takeBody();
	}

	private String takeBody() {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		ByteBuffer all = ByteBuffer.wrap(this.received);
		while (all.remaining() >= HEAD) {
			int length = all.getInt(all.position()) >> 8;
			if (all.remaining() < HEAD + length) {
				break;
			}
			if (all.get(all.position() + 3) == DATA) {
				body.write(this.received, all.position() + HEAD, length);
			}
			all.position(all.position() + HEAD + length);
		}
		this.received = Arrays.copyOfRange(this.received, all.position(), this.received.length);
		return body.toString(StandardCharsets.UTF_8);
	}

	/** Whether the server has ended the connection; reads what has come. */
	boolean isDisconnected() {
		byte[] some = new byte[8192];
		try {
			int read = 0;
			while (read >= 0) {
				read = this.socket.getInputStream().read(some);
			}
			return true;
		}
		catch (SocketTimeoutException ex) {
			return false;
		}
		catch (IOException ex) {
			return true;
		}
	}

	/** The header block of a request with a token. */
	static byte[] getHead(String path, String token) {
		ByteArrayOutputStream head = new ByteArrayOutputStream();
		head.write(0x82);
		head.write(0x87);
		indexed(head, 4, path);
		indexed(head, 1, "localhost");
		// Authorization, number 23 of the static table, needs two bytes.
		head.write(0x0f);
		head.write(23 - 15);
		text(head, "Bearer " + token);
		return head.toByteArray();
	}

	/** The header block of a request with a JSON body, in HPACK without compression. */
	static byte[] postHead(String path) {
		ByteArrayOutputStream head = new ByteArrayOutputStream();
		head.write(0x83);
		head.write(0x87);
		indexed(head, 4, path);
		indexed(head, 1, "localhost");
		// Content-Type, number 31 of the static table, needs two bytes.
		head.write(0x0f);
		head.write(31 - 15);
		text(head, "application/json");
		return head.toByteArray();
	}

	/** A header whose name is in the static table, and which is not to be indexed. */
	private static void indexed(ByteArrayOutputStream head, int name, String value) {
		head.write(name);
		text(head, value);
	}

	private static void text(ByteArrayOutputStream head, String text) {
		int most = 127;
		if (text.length() < most) {
			head.write(text.length());
		}
		else {
			int rest = text.length() - most;
			head.write(most);
			// Two groups of seven bits: longer texts are not sent.
			head.write(rest & 127 | 128);
			head.write(rest >> 7);
		}
		head.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

}
