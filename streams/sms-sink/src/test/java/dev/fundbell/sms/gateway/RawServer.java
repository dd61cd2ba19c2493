package dev.fundbell.sms.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Server of a test that answers each request without a body with the same bytes, which
 * need not be HTTP. Thread-safe.
 */
final class RawServer implements AutoCloseable {

	private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

	private final List<Socket> connections = new CopyOnWriteArrayList<>();

	private final AtomicInteger requests = new AtomicInteger();

	private final AtomicInteger closedByTheClient = new AtomicInteger();

	private final byte[] answer;

	private final boolean closing;

	/**
	 * A server.
	 * @param closing whether it closes its half of a connection after the answer
	 */
	RawServer(String answer, boolean closing) throws IOException {
		this.answer = answer.getBytes(StandardCharsets.ISO_8859_1);
		this.closing = closing;
		start(this::accept);
	}

	private static void start(Runnable work) {
		Thread thread = new Thread(work, "raw-server");
		thread.setDaemon(true);
		thread.start();
	}

	private void accept() {
		try {
			while (true) {
				Socket connection = this.server.accept();
				this.connections.add(connection);
				start(() -> serve(connection));
			}
		}
		catch (IOException ex) {
			// Closed.
		}
	}

	private void serve(Socket connection) {
		try (connection) {
			InputStream in = connection.getInputStream();
			int ends = 0;
			for (int next = in.read(); next >= 0; next = in.read()) {
				ends = (next == '\n') ? ends + 1 : (next == '\r') ? ends : 0;
				if (ends == 2) {
					respond(connection);
				}
			}
			this.closedByTheClient.incrementAndGet();
		}
		catch (IOException ex) {
			this.closedByTheClient.incrementAndGet();
		}
	}

	private void respond(Socket connection) throws IOException {
		this.requests.incrementAndGet();
		connection.getOutputStream().write(this.answer);
		if (this.closing) {
			connection.shutdownOutput();
		}
	}

	String url() {
		return "http://127.0.0.1:" + this.server.getLocalPort() + "/";
	}

	int requests() {
		return this.requests.get();
	}

	int closedByTheClient() {
		return this.closedByTheClient.get();
	}

	@Override
	public void close() throws IOException {
		this.server.close();
		for (Socket each : this.connections) {
			each.close();
		}
	}

}
