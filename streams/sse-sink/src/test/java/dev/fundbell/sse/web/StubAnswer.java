package dev.fundbell.sse.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

import com.sun.net.httpserver.HttpExchange;

/** An HTTP answer. */
record StubAnswer(int status, Map<String, String> headers, byte[] body) {

	StubAnswer(int status) {
		this(status, Map.of(), new byte[0]);
	}

	StubAnswer(int status, String type, byte[] body) {
		this(status, Map.of("Content-Type", type + "; charset=utf-8"), body);
	}

	StubAnswer(int status, String type, String body) {
		this(status, type, body.getBytes(StandardCharsets.UTF_8));
	}

	static StubAnswer json(String body) {
		return new StubAnswer(200, "application/json", body);
	}

	StubAnswer with(String header, String value) {
		Map<String, String> all = new HashMap<>(this.headers);
		all.put(header, value);
		return new StubAnswer(this.status, all, this.body);
	}

	void send(HttpExchange exchange) throws IOException {
		try (exchange) {
			exchange.getRequestBody().readAllBytes();
			this.headers.forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
			exchange.sendResponseHeaders(this.status, (this.body.length == 0) ? -1 : this.body.length);
			if (this.body.length > 0) {
				exchange.getResponseBody().write(this.body);
			}
		}
	}

}
