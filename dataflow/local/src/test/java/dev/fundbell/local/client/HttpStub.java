package dev.fundbell.local.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * HTTP server with prepared answers that keeps the requests. Other requests get a 404.
 */
public final class HttpStub implements AutoCloseable {

	private final HttpServer server;

	private final Map<String, Deque<Answer>> answers = new ConcurrentHashMap<>();

	private final Map<String, Answer> answersByPrefix = new ConcurrentHashMap<>();

	private final List<String> requests = new CopyOnWriteArrayList<>();

	private final List<String> authorizations = new CopyOnWriteArrayList<>();

	public HttpStub() {
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.createContext("/", this::handle);
		this.server.start();
	}

	/**
	 * Prepares the answer to a request.
	 * @param request method, path and query
	 */
	public HttpStub answer(String request, int status, String body) {
		this.answers.put(request, new ArrayDeque<>(List.of(new Answer(status, body))));
		return this;
	}

	/**
	 * Adds an answer to a request that is sent several times. The last answer stays.
	 */
	public HttpStub thenAnswer(String request, int status, String body) {
		this.answers.get(request).add(new Answer(status, body));
		return this;
	}

	/**
	 * Prepares the answer to all requests with this beginning that have no answer of
	 * their own.
	 */
	public HttpStub answerAll(String prefix, int status, String body) {
		this.answersByPrefix.put(prefix, new Answer(status, body));
		return this;
	}

	/**
	 * Method, path and query of each request, and the body where there was one.
	 */
	public List<String> requests() {
		return this.requests;
	}

	/**
	 * The credentials of each request.
	 */
	List<String> authorizations() {
		return this.authorizations;
	}

	public URI uri() {
		return URI.create("http://127.0.0.1:" + this.server.getAddress().getPort());
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

	private void handle(HttpExchange exchange) throws IOException {
		String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
		String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
		this.requests.add(body.isEmpty() ? request : request + " " + body);
		this.authorizations.add(exchange.getRequestHeaders().getFirst("Authorization"));
		Answer answer = answerTo(request);
		byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
		exchange.sendResponseHeaders(answer.status(), bytes.length);
		exchange.getResponseBody().write(bytes);
		exchange.close();
	}

	// The server handles all requests in one thread.
	private Answer answerTo(String request) {
		Deque<Answer> prepared = this.answers.get(request);
		if (prepared != null) {
			return (prepared.size() > 1) ? prepared.remove() : prepared.element();
		}
		return this.answersByPrefix.entrySet()
			.stream()
			.filter((entry) -> request.startsWith(entry.getKey()))
			.map(Map.Entry::getValue)
			.findFirst()
			.orElse(new Answer(404, "{}"));
	}

	private record Answer(int status, String body) {

	}

}
