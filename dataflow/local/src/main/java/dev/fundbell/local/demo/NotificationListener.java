package dev.fundbell.local.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.fundbell.servers.LocalServerException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * SSE client that signs in as a demo user and receives the user's notifications from the
 * sse-sink, as a browser does.
 */
public final class NotificationListener implements AutoCloseable {

	private final URI sink;

	private final HttpClient http = HttpClient.newHttpClient();

	private final JsonMapper json = new JsonMapper();

	private @Nullable Stream<String> lines;

	public NotificationListener(URI sink) {
		this.sink = sink;
	}

	/**
	 * Subscribes, and returns once the sink has confirmed the subscription.
	 * @param notifications gets the JSON of each notification, in a thread of its own
	 * @throws LocalServerException if the sink does not confirm within ten seconds
	 */
	public void subscribe(long userId, Consumer<JsonNode> notifications) {
		HttpRequest request = HttpRequest.newBuilder(this.sink.resolve("/api/notification/subscribe/" + userId))
			.header("Authorization", "Bearer " + signIn(userId))
			.header("Accept", "text/event-stream")
			.build();
		HttpResponse<Stream<String>> response = send(request, BodyHandlers.ofLines());
		this.lines = response.body();
		CompletableFuture<Boolean> connected = new CompletableFuture<>();
		Thread reader = new Thread(() -> read(response.body(), connected, notifications), "notification-listener");
		reader.setDaemon(true);
		reader.start();
		connected.completeOnTimeout(false, 10, TimeUnit.SECONDS);
		if (!connected.join()) {
			throw new LocalServerException("The sse-sink did not confirm the subscription within 10 seconds");
		}
	}

	@Override
	public void close() {
		if (this.lines != null) {
			this.lines.close();
		}
	}

	private String signIn(long userId) {
		HttpRequest request = HttpRequest.newBuilder(this.sink.resolve("/api/local/sign-in"))
			.timeout(Duration.ofSeconds(20))
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString("{\"userId\":" + userId + "}"))
			.build();
		return this.json.readTree(send(request, BodyHandlers.ofString()).body()).path("token").asString();
	}

	private void read(Stream<String> stream, CompletableFuture<Boolean> connected, Consumer<JsonNode> notifications) {
		try {
			stream.filter((line) -> line.startsWith("data:"))
				.map((line) -> line.substring(5).strip())
				.forEach((data) -> {
					if (data.equals("connect completed")) {
						connected.complete(true);
					}
					else if (data.contains("\"notificationId\"")) {
						notifications.accept(this.json.readTree(data));
					}
				});
		}
		catch (UncheckedIOException ex) {
			// This client or the sink has closed the connection.
		}
	}

	private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
		try {
			HttpResponse<T> response = this.http.send(request, handler);
			if (response.statusCode() != 200) {
				throw new LocalServerException(
						"The sse-sink answers %s with %d".formatted(request.uri().getPath(), response.statusCode()));
			}
			return response;
		}
		catch (IOException ex) {
			throw new LocalServerException("The sse-sink does not answer at " + this.sink + ": " + ex, ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new LocalServerException("Interrupted", ex);
		}
	}

}
