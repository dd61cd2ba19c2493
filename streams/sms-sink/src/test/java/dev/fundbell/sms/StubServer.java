package dev.fundbell.sms;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * HTTP server of a test: a function gives the response to each request, and all requests
 * are kept. Thread-safe.
 */
public final class StubServer implements AutoCloseable {

	/** No response, on a connection that stays open. */
	public static final Response SILENCE = new Response(0, "");

	/** No response, on a connection that is closed. */
	public static final Response BROKEN_CONNECTION = new Response(-1, "");

	private final HttpServer server;

	private final ExecutorService executor = Executors.newCachedThreadPool();

	private final List<Request> requests = new CopyOnWriteArrayList<>();

	private volatile Function<Request, Response> responses = (request) -> new Response(200, "");

	public StubServer() {
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.createContext("/", this::handle);
		this.server.setExecutor(this.executor);
		this.server.start();
	}

	public String url() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort();
	}

	/** Gives this response to every request from now on. */
	public void respond(int status, String body) {
		respond((request) -> new Response(status, body));
	}

	/** Responds as a function says from now on. */
	public void respond(Function<Request, Response> function) {
		this.responses = function;
	}

	/** All requests, in the order of their arrival. */
	public List<Request> requests() {
		return this.requests;
	}

	private void handle(HttpExchange exchange) throws IOException {
		Request request = new Request(exchange.getRequestMethod(), exchange.getRequestURI().toString(),
				exchange.getRequestHeaders(),
				new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
		this.requests.add(request);
		Response response = this.responses.apply(request);
		if (response == BROKEN_CONNECTION) {
			exchange.close();
		}
		else if (response != SILENCE) {
			response.headers().forEach(exchange.getResponseHeaders()::set);
			byte[] bytes = response.body().getBytes(StandardCharsets.UTF_8);
			exchange.sendResponseHeaders(response.status(), (bytes.length == 0) ? -1 : bytes.length);
			exchange.getResponseBody().write(bytes);
			exchange.close();
		}
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.executor.shutdownNow();
	}

	/**
	 * A request.
	 *
	 * @param method its method
	 * @param path its path and query, as they came
	 * @param headers its headers
	 * @param body its body
	 */
	public record Request(String method, String path, Headers headers, String body) {

		public String header(String name) {
			return this.headers.getFirst(name);
		}

		public JsonNode json() {
			return new JsonMapper().readTree(this.body);
		}

	}

	/**
	 * A response.
	 *
	 * @param status its status
	 * @param body its body
	 * @param headers its further headers
	 */
	public record Response(int status, String body, Map<String, String> headers) {

		public Response(int status, String body) {
			this(status, body, Map.of());
		}

	}

}
