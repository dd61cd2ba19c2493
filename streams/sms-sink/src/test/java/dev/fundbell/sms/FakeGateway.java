package dev.fundbell.sms;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A gateway over real HTTP that does to each number what a test wants. */
final class FakeGateway implements AutoCloseable {

	private static final JsonMapper JSON = new JsonMapper();

	private final HttpServer server;

	private final ExecutorService executor = Executors.newCachedThreadPool();

	private final CountDownLatch closed = new CountDownLatch(1);

	private final Map<String, Queue<Behaviour>> scripts = new ConcurrentHashMap<>();

	private final List<Message> received = new CopyOnWriteArrayList<>();

	private final List<Message> attempts = new CopyOnWriteArrayList<>();

	FakeGateway() {
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.createContext("/messages", this::handle);
		this.server.setExecutor(this.executor);
		this.server.start();
	}

	/**
	 * The options of a sink that uses it under a name, and waits so long for an answer.
	 */
	List<String> options(String name, String timeout) {
		String prefix = "fundbell.sms.providers." + name + ".";
		return List.of(prefix + "type=http", prefix + "from=15880000", prefix + "timeout=" + timeout,
				prefix + "backoff=50ms", prefix + "attempts=3", prefix + "http.url=" + url(),
				prefix + "http.headers.Idempotency-Key={{reference}}",
				prefix + "http.body={\"to\":\"{{to}}\",\"from\":\"{{from}}\",\"kind\":\"{{kind}}\","
						+ "\"text\":\"{{text}}\",\"reference\":\"{{reference}}\"}",
				prefix + "http.query.url=" + url() + "/{{reference}}", prefix + "http.query.status-path=/state",
				prefix + "http.query.sent-values=SENT", prefix + "http.query.not-sent-values=FAILED");
	}

	String url() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort() + "/messages";
	}

	/** What it does to the next messages to a number; then it accepts again. */
	void script(String number, Behaviour... behaviours) {
		this.scripts.put(number, new ArrayDeque<>(List.of(behaviours)));
	}

	/** What it has accepted, in order. */
	List<Message> received() {
		return this.received;
	}

	List<Message> receivedBy(String number) {
		return this.received.stream().filter((message) -> message.to().equals(number)).toList();
	}

	long attemptsTo(String number) {
		return this.attempts.stream().filter((message) -> message.to().equals(number)).count();
	}

	private void handle(HttpExchange exchange) throws IOException {
		if (exchange.getRequestMethod().equals("GET")) {
			query(exchange);
			return;
		}
		JsonNode body = JSON.readTree(exchange.getRequestBody().readAllBytes());
		Message message = new Message(body.path("reference").asString(), body.path("to").asString(),
				body.path("kind").asString(), body.path("text").asString());
		this.attempts.add(message);
		Queue<Behaviour> script = this.scripts.get(message.to());
		Behaviour behaviour = (script != null && !script.isEmpty()) ? script.poll() : Behaviour.ACCEPT;
		switch (behaviour) {
			case ACCEPT -> {
				this.received.add(message);
				answer(exchange, 200, "{\"messageId\":\"M-" + message.reference() + "\"}");
			}
			case BUSY -> answer(exchange, 503, "{}");
			case REFUSE -> answer(exchange, 400, "{}");
			case NO_CREDIT -> answer(exchange, 402, "{}");
			case BREAK -> answer(exchange, 500, "{}");
			case ACCEPT_SILENTLY -> {
				this.received.add(message);
				hang();
			}
			case LOSE -> hang();
		}
	}

	private void query(HttpExchange exchange) throws IOException {
		String reference = exchange.getRequestURI().getPath().replaceAll(".*/", "");
		boolean known = this.received.stream().anyMatch((message) -> message.reference().equals(reference));
		answer(exchange, known ? 200 : 404, "{\"messageId\":\"M-" + reference + "\",\"state\":\"SENT\"}");
	}

	private void hang() {
		try {
			this.closed.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static void answer(HttpExchange exchange, int status, String json) throws IOException {
		byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
		exchange.sendResponseHeaders(status, bytes.length);
		exchange.getResponseBody().write(bytes);
		exchange.close();
	}

	@Override
	public void close() {
		this.closed.countDown();
		this.server.stop(0);
		this.executor.shutdownNow();
	}

	/** What it can do to a message. */
	enum Behaviour {

		ACCEPT, BUSY, REFUSE, NO_CREDIT, BREAK,
		/** Has it, and never answers. */
		ACCEPT_SILENTLY,
		/** Loses it, and never answers. */
		LOSE

	}

	/**
	 * A message as it came.
	 *
	 * @param reference what the sink calls it
	 * @param to the number
	 * @param kind SMS or LMS
	 * @param text the text
	 */
	record Message(String reference, String to, String kind, String text) {

	}

}
