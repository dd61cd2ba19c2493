package dev.fundbell.sse.clients;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** TCP proxy in front of a server, which a test cuts and mends like a cable. */
final class Cable implements AutoCloseable {

	private static final Pattern HEARTBEAT = Pattern.compile("^:$", Pattern.MULTILINE);

	private final StringBuffer delivered = new StringBuffer();

	private final List<Socket> sockets = new ArrayList<>();

	private final int port;

	private final int entrancePort;

	private ServerSocket entrance;

	private boolean cut;

	Cable(int port) throws IOException {
		this.port = port;
		this.entrance = open(0);
		this.entrancePort = this.entrance.getLocalPort();
	}

	String url() {
		return "http://127.0.0.1:" + this.entrancePort;
	}

	/** The same by name, which shares cookies with the other ports of that name. */
	String localhostUrl() {
		return "http://localhost:" + this.entrancePort;
	}

	/** How many heartbeats have gone through so far. */
	long heartbeats() {
		return HEARTBEAT.matcher(this.delivered).results().count();
	}

	/**
	 * Ends each connection, and lets none through until it is mended: each is accepted
	 * and ended, as by a proxy without a server.
	 */
	synchronized void cut() throws IOException {
		this.cut = true;
		for (Socket socket : this.sockets) {
			socket.close();
		}
		this.sockets.clear();
	}

	/**
	 * The same as a cut, but connections are refused, as by a server that is not running.
	 */
	synchronized void unplug() throws IOException {
		this.entrance.close();
		cut();
	}

	synchronized void mend() throws IOException {
		if (this.entrance.isClosed()) {
			this.entrance = open(this.entrancePort);
		}
		this.cut = false;
	}

	@Override
	public void close() throws IOException {
		unplug();
	}

	private ServerSocket open(int port) throws IOException {
		ServerSocket opened = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
		start(() -> {
			while (!opened.isClosed()) {
				connect(opened.accept());
			}
		});
		return opened;
	}

	private synchronized void connect(Socket client) throws IOException {
		if (this.cut) {
			client.close();
			return;
		}
		Socket server = new Socket(InetAddress.getLoopbackAddress(), this.port);
		this.sockets.add(client);
		this.sockets.add(server);
		start(() -> pump(client, server, new StringBuffer()));
		start(() -> pump(server, client, this.delivered));
	}

	private static void pump(Socket from, Socket to, StringBuffer record) throws IOException {
		try (from; to) {
			InputStream in = from.getInputStream();
			OutputStream out = to.getOutputStream();
			byte[] buffer = new byte[8192];
			for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
				record.append(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
				out.write(buffer, 0, read);
			}
		}
	}

	private static void start(Work work) {
		Thread thread = new Thread(() -> {
			try {
				work.run();
			}
			catch (IOException ex) {
				// A connection that was cut.
			}
		}, "cable");
		thread.setDaemon(true);
		thread.start();
	}

	/** Work of a thread until its connection ends. */
	private interface Work {

		void run() throws IOException;

	}

}
