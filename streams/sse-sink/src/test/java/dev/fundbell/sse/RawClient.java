package dev.fundbell.sse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import static org.awaitility.Awaitility.await;

/** Client that sends raw bytes, also those that no HTTP library would send. */
final class RawClient implements AutoCloseable {

	private final Socket socket;

	private final ByteArrayOutputStream received = new ByteArrayOutputStream();

	RawClient(int port) throws IOException {
		this(port, 0);
	}

	/**
	 * A client with an address of its own.
	 * @param from an address of loopback, such as 127.0.0.5
	 * @param port the server's port
	 */
	RawClient(String from, int port) throws IOException {
		this.socket = new Socket();
		this.socket.bind(new InetSocketAddress(from, 0));
		this.socket.connect(new InetSocketAddress("127.0.0.1", port));
	}

	RawClient(int port, int receiveBuffer) throws IOException {
		this.socket = new Socket();
		if (receiveBuffer != 0) {
			this.socket.setReceiveBufferSize(receiveBuffer);
		}
		this.socket.connect(new InetSocketAddress("127.0.0.1", port));
	}

	RawClient send(String text) throws IOException {
		this.socket.getOutputStream().write(text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
		return this;
	}

	void endOutput() throws IOException {
		this.socket.shutdownOutput();
	}

	/** Reads what is there until it contains a text. */
	String readUntil(String text) {
		await().pollInSameThread().pollDelay(Duration.ZERO).atMost(Duration.ofSeconds(20)).until(() -> {
			readAvailable();
			return received().contains(text);
		});
		return received();
	}

	/** Reads what comes first. */
	String readSome() throws IOException {
		this.socket.setSoTimeout(5000);
		readMore();
		return received();
	}

	/** Reads to the end, which must come within a time. */
	String readToEnd(Duration within) throws IOException {
		this.socket.setSoTimeout(100);
		await().pollInSameThread().pollDelay(Duration.ZERO).atMost(within).until(this::readMore);
		return received();
	}

	/** Whether the end has come. */
	private boolean readMore() throws IOException {
		byte[] buffer = new byte[8192];
		try {
			int read = this.socket.getInputStream().read(buffer);
			this.received.write(buffer, 0, Math.max(read, 0));
			return read < 0;
		}
		catch (SocketTimeoutException ex) {
			return false;
		}
		catch (SocketException ex) {
			// The server has reset the connection, which ends it, too.
			return true;
		}
	}

	private void readAvailable() throws IOException {
		byte[] buffer = new byte[this.socket.getInputStream().available()];
		this.received.write(buffer, 0, this.socket.getInputStream().readNBytes(buffer, 0, buffer.length));
	}

	private String received() {
		return this.received.toString(StandardCharsets.UTF_8);
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

}
