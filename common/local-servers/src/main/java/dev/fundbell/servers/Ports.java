package dev.fundbell.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.PrimitiveIterator;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * Ports on 127.0.0.1.
 */
public final class Ports {

	public static final String HOST = "127.0.0.1";

	// Below the range from which systems take the ports of outgoing connections: one of
	// those could occupy the port of a server that is down for a moment.
	private static final int LOWEST = 20_000;

	private static final int HIGHEST = 32_000;

	private static final int BLOCK = 40;

	/** They listen for as long as this JVM runs. */
	private static final List<ServerSocket> GUARDS = new ArrayList<>();

	private static PrimitiveIterator.OfInt unused = IntStream.empty().iterator();

	private Ports() {
	}

	/**
	 * A port that nobody listens on, and that no other JVM gets from here before this one
	 * ends, not even while the server that has it is down. It is given out once.
	 */
	public static synchronized int free() {
		while (true) {
			while (!unused.hasNext()) {
				unused = block();
			}
			int port = unused.nextInt();
			if (isFree(port)) {
				return port;
			}
		}
	}

	/** Ports of this JVM alone, which guards them by listening on the one before them. */
	private static PrimitiveIterator.OfInt block() {
		int guard = LOWEST + BLOCK * ThreadLocalRandom.current().nextInt((HIGHEST - LOWEST) / BLOCK);
		try {
			GUARDS.add(new ServerSocket(guard, 1, InetAddress.getByName(HOST)));
			return IntStream.range(guard + 1, guard + BLOCK).iterator();
		}
		catch (IOException ex) {
			return IntStream.empty().iterator();
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
