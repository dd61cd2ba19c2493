package dev.fundbell.sse.web;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpExchange;

/** The open event streams of the stub. */
class StubStreams {

	private record Stream(long userId, HttpExchange exchange) {
	}

	private final List<Stream> open = new CopyOnWriteArrayList<>();

	/** Answers the request with a stream that begins with these frames. */
	synchronized void open(HttpExchange exchange, long userId, String firstFrames) throws IOException {
		exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
		exchange.getResponseHeaders().set("Cache-Control", "no-store");
		exchange.sendResponseHeaders(200, 0);
		Stream stream = new Stream(userId, exchange);
		this.open.add(stream);
		write(stream, firstFrames);
	}

	synchronized void send(long userId, String frame) {
		this.open.stream().filter((stream) -> stream.userId() == userId).forEach((stream) -> write(stream, frame));
	}

	/** How many streams answer; a closed tab is noticed by writing to it. */
	synchronized int count() {
		this.open.forEach((stream) -> write(stream, ": are you there\n\n"));
		return this.open.size();
	}

	synchronized void drop() {
		this.open.forEach((stream) -> stream.exchange().close());
		this.open.clear();
	}

	private void write(Stream stream, String frame) {
		try {
			OutputStream body = stream.exchange().getResponseBody();
			body.write(frame.getBytes(StandardCharsets.UTF_8));
			body.flush();
		}
		catch (IOException ex) {
			this.open.remove(stream);
			stream.exchange().close();
		}
	}

	static String notification(StubNotification notification) {
		return "id: %d\nevent: sse\ndata: %s\n\n".formatted(notification.id(), notification.event());
	}

	static String event(String name, String data) {
		return "event: %s\ndata: %s\n\n".formatted(name, data);
	}

}
