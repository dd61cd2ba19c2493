package dev.fundbell.sse.web;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;

/**
 * Web server of the stub: records requests, refuses on demand, serves the page's files.
 */
class StubHttp implements AutoCloseable {

	static {
		// It sends head and body in a packet each: without this the second one would wait
		// for the acknowledgement of the first, 40 ms per answer.
		System.setProperty("sun.net.httpserver.nodelay", "true");
	}

	/** A request as it came; {@code lastEventId} is a header. */
	record Request(String method, String path, String query, String lastEventId) {
	}

	private static final Map<String, String> TYPES = Map.of("html", "text/html", "js", "text/javascript", "css",
			"text/css", "svg", "image/svg+xml");

	private final ExecutorService executor = Executors.newCachedThreadPool();

	private final List<Request> requests = new CopyOnWriteArrayList<>();

	private final Map<String, StubAnswer> refusals = new ConcurrentHashMap<>();

	private final HttpHandler api;

	private HttpServer server;

	StubHttp(HttpHandler api) {
		this.api = api;
		start(0);
	}

	String url() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort() + "/";
	}

	List<Request> requests(String path) {
		return this.requests.stream().filter((request) -> request.path().startsWith(path)).toList();
	}

	void refuse(String path, StubAnswer answer) {
		this.refusals.put(path, answer);
	}

	void refuseNothing() {
		this.refusals.clear();
	}

	/** From now on the port refuses connections. */
	void stop() {
		this.server.stop(0);
	}

	void startAgain() {
		start(this.server.getAddress().getPort());
	}

	private void start(int port) {
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		this.server.createContext("/", this::handle);
		this.server.setExecutor(this.executor);
		this.server.start();
	}

	@Override
	public void close() {
		stop();
		this.executor.shutdownNow();
	}

	private void handle(HttpExchange exchange) throws IOException {
		String path = exchange.getRequestURI().getPath();
		this.requests.add(request(exchange));
		for (Map.Entry<String, StubAnswer> refusal : this.refusals.entrySet()) {
			if (path.startsWith(refusal.getKey())) {
				refusal.getValue().send(exchange);
				return;
			}
		}
		if (path.startsWith("/api/")) {
			this.api.handle(exchange);
		}
		else {
			file(path.equals("/") ? "/index.html" : path).send(exchange);
		}
	}

	private static Request request(HttpExchange exchange) {
		return new Request(exchange.getRequestMethod(), exchange.getRequestURI().getPath(),
				exchange.getRequestURI().getQuery(), exchange.getRequestHeaders().getFirst("Last-Event-ID"));
	}

	private static StubAnswer file(String path) throws IOException {
		if (path.equals("/blank.html")) {
			return new StubAnswer(200, "text/html", "<!doctype html><title>blank</title>");
		}
		try (InputStream file = StubHttp.class.getResourceAsStream("/static" + path)) {
			if (file == null) {
				return new StubAnswer(404);
			}
			return new StubAnswer(200, TYPES.get(path.substring(path.lastIndexOf('.') + 1)), file.readAllBytes());
		}
	}

}
