package dev.fundbell.benchmarks.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * SMS gateway over HTTP, a program of its own, which enters each message in a journal
 * before it answers, and answers status queries from the journal. Other than most
 * gateways it is not idempotent: a message that comes twice is taken twice.
 */
public final class JournalingGateway {

	private final GatewayJournal journal;

	private JournalingGateway(GatewayJournal journal) {
		this.journal = journal;
	}

	/**
	 * Serves until the process ends.
	 * @param args the port, and the journal's file
	 * @throws IOException if one of them cannot be used
	 */
	public static void main(String[] args) throws IOException {
		JournalingGateway gateway = new JournalingGateway(new GatewayJournal(Path.of(args[1])));
		HttpServer server = HttpServer
			.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0])), 1024);
		server.createContext("/", gateway::handle);
		server.start();
	}

	private void handle(HttpExchange exchange) throws IOException {
		exchange.getRequestBody().readAllBytes();
		if (exchange.getRequestMethod().equals("POST")) {
			take(exchange, exchange.getRequestHeaders().getFirst("Idempotency-Key"));
		}
		else {
			String query = String.valueOf(exchange.getRequestURI().getQuery());
			boolean known = this.journal.contains(query.substring(query.indexOf('=') + 1));
			answer(exchange, 200, "{\"state\":\"%s\"}".formatted(known ? "TAKEN" : "NONE"));
		}
	}

	private void take(HttpExchange exchange, String reference) throws IOException {
		try {
			this.journal.add(reference);
		}
		catch (IOException ex) {
			answer(exchange, 500, "{}");
			return;
		}
		answer(exchange, 200, "{\"messageId\":\"M-%s\"}".formatted(reference));
	}

	private static void answer(HttpExchange exchange, int status, String json) throws IOException {
		byte[] body = json.getBytes(StandardCharsets.UTF_8);
		try (exchange) {
			exchange.sendResponseHeaders(status, body.length);
			exchange.getResponseBody().write(body);
		}
	}

}
