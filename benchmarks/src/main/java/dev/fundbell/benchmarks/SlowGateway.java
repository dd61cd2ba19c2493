package dev.fundbell.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * SMS gateway over HTTP for benchmarks. It answers each message after a while, any number
 * at a time.
 */
final class SlowGateway implements AutoCloseable {

	private static final int SCARCELY_EVER_FULL = 1024;

	private final HttpServer server;

	private final ExecutorService readers = Executors.newFixedThreadPool(2);

	private final ScheduledExecutorService answers = Executors.newScheduledThreadPool(1);

	private final Set<String> references = ConcurrentHashMap.newKeySet();

	private final AtomicInteger messages = new AtomicInteger();

	private final AtomicLong first = new AtomicLong();

	private final int delayMillis;

	SlowGateway(int delayMillis) throws IOException {
		this.delayMillis = delayMillis;
		// Headers and body in one packet each would wait for the other's acknowledgement.
		System.setProperty("sun.net.httpserver.nodelay", "true");
		// By default it closes idle connections beyond 200, while the sink still uses
		// them.
		System.setProperty("sun.net.httpserver.maxIdleConnections", Integer.toString(SCARCELY_EVER_FULL));
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), SCARCELY_EVER_FULL);
		this.server.createContext("/", this::take);
		this.server.setExecutor(this.readers);
		this.server.start();
	}

	String url() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort() + "/";
	}

	/** How many messages have come. */
	int messages() {
		return this.messages.get();
	}

	/** How many of them were not repetitions. */
	int distinctMessages() {
		return this.references.size();
	}

	/** When the first came, as {@link System#nanoTime()}. */
	long first() {
		return this.first.get();
	}

	private void take(HttpExchange exchange) throws IOException {
		this.first.compareAndSet(0, System.nanoTime());
		exchange.getRequestBody().readAllBytes();
		String reference = exchange.getRequestHeaders().getFirst("Idempotency-Key");
		this.answers.schedule(() -> answer(exchange, reference), this.delayMillis, TimeUnit.MILLISECONDS);
	}

	private void answer(HttpExchange exchange, String reference) {
		this.references.add(reference);
		byte[] answer = ("{\"messageId\":\"M-" + reference + "\"}").getBytes(StandardCharsets.UTF_8);
		try (exchange) {
			exchange.sendResponseHeaders(200, answer.length);
			exchange.getResponseBody().write(answer);
			this.messages.incrementAndGet();
		}
		catch (IOException ex) {
			System.err.println("The gateway could not answer: " + ex);
		}
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.readers.shutdownNow();
		this.answers.shutdownNow();
	}

}
