package dev.fundbell.sms.provider;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Gives one answer to everything, and remembers what it was asked. */
final class StubServer implements AutoCloseable {

	private final HttpServer server;

	private final List<Received> received = new CopyOnWriteArrayList<>();

	private volatile int status = 200;

	private volatile String body = "";

	private volatile boolean breaks;

	StubServer() {
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.createContext("/", this::handle);
		this.server.start();
	}

	String url() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort();
	}

	/** What it answers from now on; with status 0 it does not answer. */
	void answer(int status, String body) {
		this.status = status;
		this.body = body;
	}

	/** It takes requests and closes their connections from now on. */
	void breakOff() {
		this.breaks = true;
	}

	List<Received> received() {
		return this.received;
	}

	private void handle(HttpExchange exchange) throws IOException {
		this.received.add(new Received(exchange.getRequestURI().toString(), exchange.getRequestHeaders(),
				new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
		if (this.breaks) {
			exchange.close();
		}
		else if (this.status != 0) {
			byte[] bytes = this.body.getBytes(StandardCharsets.UTF_8);
			exchange.sendResponseHeaders(this.status, (bytes.length == 0) ? -1 : bytes.length);
			exchange.getResponseBody().write(bytes);
			exchange.close();
		}
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

	/**
	 * A request.
	 *
	 * @param path with its query, as it came
	 * @param headers its headers
	 * @param body its body
	 */
	record Received(String path, Headers headers, String body) {

		String header(String name) {
			return this.headers.getFirst(name);
		}

		JsonNode json() {
			return new JsonMapper().readTree(this.body);
		}

	}

}
