package dev.fundbell.sse.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;

import dev.fundbell.sse.transport.EventStreams;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warm-up of the JVM for event streams. After a restart all clients come at once, and a
 * JVM that has just started needs twice the time for each, because it still loads,
 * interprets and compiles the code. So some made-up clients come first, to a web server
 * of their own on the loopback interface. No limit and no metric knows them.
 */
final class WarmUp {

	private static final Logger log = LoggerFactory.getLogger(WarmUp.class);

	/** With more, signing their tokens would take longer than their streams. */
	private static final int USERS = 300;

	private static final int PATIENCE_MS = 5000;

	private static final byte[] OK = "HTTP/1.1 200".getBytes(StandardCharsets.US_ASCII);

	private final DirectSubscriptions subscriptions;

	private final LongFunction<String> tokens;

	/**
	 * A warm-up.
	 * @param subscriptions the way to open, with a hub and tokens of its own
	 * @param tokens signs a user in: a token for those subscriptions, by user id
	 */
	WarmUp(DirectSubscriptions subscriptions, LongFunction<String> tokens) {
		this.subscriptions = subscriptions;
		this.tokens = tokens;
	}

	/**
	 * Opens and closes streams, one after the other. If it cannot, it says so in the log.
	 * @param streams how many
	 * @return how many of them were opened
	 */
	int open(int streams) {
		long start = System.nanoTime();
		Server server = new Server();
		ServerConnector connector = new ServerConnector(server);
		connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
		server.addConnector(connector);
		server.setHandler(new DirectWay());
		int opened = 0;
		try {
			server.start();
			String[] requests = requests();
			while (opened < streams) {
				open(connector.getLocalPort(), requests[opened % USERS]);
				opened++;
			}
			log.info("Warmed up with {} event streams of its own in {} ms", opened,
					TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
		}
		catch (Exception ex) {
			log.warn("The warm-up ended after {} of {} event streams; the first clients wait longer", opened, streams,
					ex);
		}
		finally {
			stop(server);
		}
		return opened;
	}

	private String[] requests() {
		String[] requests = new String[USERS];
		for (int index = 0; index < USERS; index++) {
			long userId = index + 1;
			requests[index] = "GET " + EventStreams.PATH + userId
					+ " HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\nAuthorization: Bearer "
					+ this.tokens.apply(userId) + "\r\n\r\n";
		}
		return requests;
	}

	private static void open(int port, String request) throws IOException {
		try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
			client.setSoTimeout(PATIENCE_MS);
			client.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
			byte[] answer = client.getInputStream().readNBytes(OK.length);
			if (!Arrays.equals(answer, OK)) {
				throw new IOException("Answered with " + new String(answer, StandardCharsets.US_ASCII));
			}
		}
	}

	private static void stop(Server server) {
		try {
			server.stop();
		}
		catch (Exception ex) {
			log.warn("The web server of the warm-up does not stop", ex);
		}
	}

	/** Handler that knows event streams only. */
	private final class DirectWay extends Handler.Abstract {

		@Override
		public boolean handle(Request request, Response response, Callback callback) {
			return WarmUp.this.subscriptions.take(request, response, callback);
		}

	}

}
