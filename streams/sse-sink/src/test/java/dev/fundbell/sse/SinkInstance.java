package dev.fundbell.sse;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.fundbell.sse.hub.CloseReason;
import dev.fundbell.sse.hub.SseHub;
import dev.fundbell.test.SseTestClient;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A sink that a test starts, without a warm-up, asks and stops itself. */
final class SinkInstance implements AutoCloseable {

	private final HttpClient http = HttpClient.newHttpClient();

	private final ConfigurableApplicationContext context;

	private SinkInstance(ConfigurableApplicationContext context) {
		this.context = context;
	}

	/** Starts a sink, with options such as {@code fundbell.sse.drain=1s}. */
	static SinkInstance start(List<String> options) {
		return start("local", options);
	}

	/** Starts a sink as it runs in production, without a sign-in of its own. */
	static SinkInstance startWithoutProfile(List<String> options) {
		return start("", options);
	}

	private static SinkInstance start(String profile, List<String> options) {
		List<String> arguments = new ArrayList<>(
				List.of("--spring.profiles.active=" + profile, "--fundbell.sse.warm-up=0"));
		if (options.stream().noneMatch((option) -> option.startsWith("server.port="))) {
			arguments.add("--server.port=0");
		}
		options.forEach((option) -> arguments.add("--" + option));
		return new SinkInstance(
				new SpringApplicationBuilder(SseSinkApplication.class).run(arguments.toArray(String[]::new)));
	}

	String baseUrl() {
		return "http://127.0.0.1:" + this.context.getEnvironment().getRequiredProperty("local.server.port");
	}

	SinkInstance awaitReadiness() {
		await().atMost(Duration.ofSeconds(60)).until(() -> readiness() == 200);
		return this;
	}

	int readiness() throws Exception {
		return send("GET", "/actuator/health/readiness", null).statusCode();
	}

	String signIn(long userId) throws Exception {
		HttpResponse<String> response = this.http
			.send(HttpRequest.newBuilder(URI.create(baseUrl() + "/api/local/sign-in"))
				.header("Content-Type", "application/json")
				.POST(HttpRequest.BodyPublishers.ofString("{\"userId\":" + userId + "}"))
				.build(), HttpResponse.BodyHandlers.ofString());
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		return response.body().replaceAll(".*\"token\":\"([^\"]+)\".*", "$1");
	}

	SseTestClient subscribe(long userId, String token, String lastEventId) throws IOException {
		SseTestClient client = SseTestClient.subscribe(baseUrl(), userId, token, lastEventId);
		assertThat(client.status()).isEqualTo(200);
		await().until(() -> !client.events().isEmpty());
		return client;
	}

	/** Subscribes a client that wants to know how many notifications are unread. */
	SseTestClient subscribeWithUnread(long userId, String token) throws IOException {
		return SseTestClient.connect(URI.create(baseUrl() + "/api/notification/subscribe/" + userId + "?unread=event"),
				Map.of("Authorization", "Bearer " + token));
	}

	HttpResponse<String> send(String method, String path, String token) throws Exception {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(baseUrl() + path))
			.method(method, HttpRequest.BodyPublishers.noBody());
		if (token != null) {
			request.header("Authorization", "Bearer " + token);
		}
		return this.http.send(request.build(), HttpResponse.BodyHandlers.ofString());
	}

	/** Ends all streams, as an instance without its broker does. */
	void endStreams() {
		this.context.getBean(SseHub.class).reconnectAll(CloseReason.BROKER_AWAY);
	}

	@Override
	public void close() {
		this.context.close();
	}

}
