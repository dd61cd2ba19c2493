package dev.fundbell.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports on 127.0.0.1.
 */
public final class Ports {

	public static final String HOST = "127.0.0.1";

	// Below the range from which systems take the ports of outgoing connections: one of
	// those could occupy the port of a server that is down for a moment.
	private static final int LOWEST = 20_000;

	private static final int HIGHEST = 32_000;

	private Ports() {
	}

	/**
	 * A port that nobody listens on.
	 */
	public static int free() {
		while (true) {
			int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
			if (isFree(port)) {
				return port;
			}
		}
	}

	/**
	 * @param part who wants to listen there
	 * @param remedy what the caller can do about it, as the end of a sentence that begins
	 * with "Stop the program that uses it, or"
	 * @throws LocalServerException if the port is in use
	 */
	public static void requireFree(int port, String part, String remedy) {
		if (!isFree(port)) {
			throw new LocalServerException(
					"Port %d is in use: %s cannot listen on it. Stop the program that uses it, or %s.".formatted(port,
							part, remedy));
		}
	}

	public static boolean isFree(int port) {
		return !answers(port) && canListen(port);
	}

	/**
	 * Whether somebody accepts connections on the port.
	 */
	public static boolean answers(int port) {
		try (Socket socket = new Socket()) {
			socket.connect(new InetSocketAddress(HOST, port), 1000);
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

	private static boolean canListen(int port) {
		try (ServerSocket socket = new ServerSocket()) {
			socket.setReuseAddress(true);
			socket.bind(new InetSocketAddress(InetAddress.getByName(HOST), port));
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

}
