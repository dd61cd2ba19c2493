package dev.fundbell.sse.clients;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * Web server of a front end that is not the sink: an empty page, files of folders, and a
 * sign-in that sets a cookie. Browsers find it by each name that ends in
 * {@code .localhost}.
 */
final class FrontEnd implements AutoCloseable {

	private static final Map<String, String> TYPES = Map.of("html", "text/html", "js", "text/javascript", "mjs",
			"text/javascript");

	private final HttpServer server;

	FrontEnd() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.createContext("/",
				(exchange) -> send(exchange, "html", "<!doctype html>".getBytes(StandardCharsets.UTF_8)));
		this.server.start();
	}

	String url(String host) {
		return "http://" + host + ":" + this.server.getAddress().getPort() + "/";
	}

	FrontEnd with(String path, Path folder) {
		this.server.createContext(path, (exchange) -> {
			String name = exchange.getRequestURI().getPath().substring(path.length());
			Path file = folder.resolve(name.isEmpty() ? "index.html" : name);
			send(exchange, file.toString().replaceAll(".*\\.", ""), Files.readAllBytes(file));
		});
		return this;
	}

	/** Its page {@code /sign-in} sets this cookie. */
	FrontEnd withSignIn(String cookie) {
		this.server.createContext("/sign-in", (exchange) -> {
			exchange.getResponseHeaders().set("Set-Cookie", cookie);
			send(exchange, "html", "<!doctype html>".getBytes(StandardCharsets.UTF_8));
		});
		return this;
	}

	/**
	 * Its page posts messages to {@code /messages}: name, id and data, with tabs between
	 * them.
	 */
	FrontEnd withMessages(Consumer<RunningClient.Message> messages) {
		this.server.createContext("/messages", (exchange) -> {
			String[] fields = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8).split("\t",
					3);
			messages.accept(new RunningClient.Message(fields[0], fields[1], fields[2]));
			send(exchange, "html", new byte[0]);
		});
		return this;
	}

	private static void send(HttpExchange exchange, String type, byte[] body) throws IOException {
		try (exchange) {
			exchange.getResponseHeaders().set("Content-Type", TYPES.get(type) + "; charset=utf-8");
			exchange.sendResponseHeaders(200, body.length);
			exchange.getResponseBody().write(body);
		}
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

}
