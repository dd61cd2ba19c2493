package dev.fundbell.dataflow.server.alert;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** HTTP server that takes alerts, or refuses them. */
final class WebhookReceiver implements AutoCloseable {

	private final HttpServer server;

	private final List<Received> received = new CopyOnWriteArrayList<>();

	private volatile int status = 204;

	private volatile Runnable meanwhile = () -> {
	};

	WebhookReceiver() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.createContext("/", this::take);
		this.server.start();
	}

	/**
	 * A request.
	 *
	 * @param key the delivery's key
	 * @param signature the signature's header
	 * @param text the body
	 */
	record Received(String key, String signature, String text) {

		JsonNode body() throws IOException {
			return new ObjectMapper().readTree(this.text);
		}

	}

	String url() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort() + "/alerts";
	}

	/** The requests, taken or not. */
	List<Received> received() {
		return List.copyOf(this.received);
	}

	List<String> keys() {
		return this.received.stream().map(Received::key).toList();
	}

	void answerWith(int newStatus) {
		this.status = newStatus;
	}

	/** Runs an event while a request is being answered. */
	void meanwhile(Runnable event) {
		this.meanwhile = event;
	}

	private void take(HttpExchange exchange) throws IOException {
		this.received.add(new Received(exchange.getRequestHeaders().getFirst("Fundbell-Delivery"),
				exchange.getRequestHeaders().getFirst("Fundbell-Signature"),
				new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
		this.meanwhile.run();
		exchange.sendResponseHeaders(this.status, -1);
		exchange.close();
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

}
