package dev.fundbell.sse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** Client that sends raw frames of HTTP/2, also those that no library would send. */
final class Http2Client implements AutoCloseable {

	static final int DATA = 0;

	static final int HEADERS = 1;

	static final int CONTINUATION = 9;

	static final int END_STREAM = 1;

	static final int END_HEADERS = 4;

	private static final int SETTINGS = 4;

	private final SSLSocket socket;

	/** A client that has sent its preface. */
	Http2Client(SSLContext trust, int port) throws IOException {
		this.socket = (SSLSocket) trust.getSocketFactory().createSocket("localhost", port);
		SSLParameters parameters = this.socket.getSSLParameters();
		parameters.setApplicationProtocols(new String[] { "h2" });
		this.socket.setSSLParameters(parameters);
		this.socket.startHandshake();
		this.socket.setSoTimeout(1);
		this.socket.getOutputStream().write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
		frame(SETTINGS, 0, 0, new byte[0]);
	}

	/** Sends a whole frame. */
	void frame(int type, int flags, int stream, byte[] body) throws IOException {
		head(type, flags, stream, body.length);
		this.socket.getOutputStream().write(body);
	}

	/** Sends the head of a frame, without its body. */
	void head(int type, int flags, int stream, int length) throws IOException {
		this.socket.getOutputStream()
			.write(new byte[] { 0, (byte) (length >> 8), (byte) length, (byte) type, (byte) flags, 0, 0, 0,
					(byte) stream });
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
		head.write(text.length());
		head.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

}
