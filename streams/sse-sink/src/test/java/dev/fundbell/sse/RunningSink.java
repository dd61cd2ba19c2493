package dev.fundbell.sse;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

import javax.sql.DataSource;

import dev.fundbell.event.NotificationEvent;
import dev.fundbell.test.RealServers;
import dev.fundbell.test.Rows;
import dev.fundbell.test.SinkOptions;
import dev.fundbell.test.SseTestClient;
import dev.fundbell.test.SseTestClients;
import dev.fundbell.test.Today;
import dev.fundbell.test.Topics;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Base class of tests of a running sink, on the real MariaDB and Kafka, with a database
 * and topics of its own, and without a warm-up. Classes with the same properties share a
 * sink: each test has users of its own.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ActiveProfiles("local")
@TestPropertySource(properties = "fundbell.sse.warm-up=0")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class RunningSink {

	private static final Instant YESTERDAY = Today.yesterday();

	@RegisterExtension
	protected final SseTestClients clients = new SseTestClients();

	protected final HttpClient http = HttpClient.newHttpClient();

	@LocalServerPort
	protected int port;

	@Autowired
	protected DataSource dataSource;

	@Autowired
	protected Clock clock;

	protected Rows rows;

	protected Topics topics;

	@DynamicPropertySource
	static void properties(DynamicPropertyRegistry registry) throws IOException {
		RealServers.get().startAll();
		SinkOptions.of(RealServers.get().fundbellDatabase(), RealServers.get().kafka()).forEach((option) -> {
			int end = option.indexOf('=');
			registry.add(option.substring(0, end), () -> option.substring(end + 1));
		});
		String topic = "notifications-" + UUID.randomUUID();
		Path directory = Files.createTempDirectory("sse-sink-test");
		registry.add("fundbell.sse.local.key-file", () -> directory.resolve("key"));
		registry.add("spring.cloud.stream.bindings.input.destination", () -> topic);
		registry.add("spring.cloud.stream.bindings.deadLetter-out-0.destination", () -> topic + ".dead-letter");
		registry.add("spring.cloud.stream.bindings.inspection-in-0.group", () -> topic);
		registry.add("fundbell.sse.drain-delay", () -> "0");
		registry.add("spring.cloud.stream.bindings.readMarkers-in-0.destination", () -> topic + "-reads");
	}

	@BeforeAll
	void openTopics(@Autowired org.springframework.core.env.Environment environment) {
		this.rows = new Rows(this.dataSource);
		this.topics = new Topics(RealServers.get().kafka().bootstrapServers(),
				environment.getRequiredProperty("spring.cloud.stream.bindings.input.destination"));
	}

	@AfterAll
	void closeTopics() {
		this.topics.close();
	}

	@BeforeEach
	void awaitReadiness() {
		await().atMost(Duration.ofSeconds(30))
			.untilAsserted(() -> assertThat(get("/actuator/health/readiness", null).statusCode()).isEqualTo(200));
	}

	protected String baseUrl() {
		return "http://127.0.0.1:" + this.port;
	}

	protected String signIn(long userId) throws Exception {
		HttpResponse<String> response = this.http
			.send(HttpRequest.newBuilder(URI.create(baseUrl() + "/api/local/sign-in"))
				.header("Content-Type", "application/json")
				.POST(HttpRequest.BodyPublishers.ofString("{\"userId\":" + userId + "}"))
				.build(), HttpResponse.BodyHandlers.ofString());
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		return response.body().replaceAll(".*\"token\":\"([^\"]+)\".*", "$1");
	}

	protected SseTestClient subscribe(long userId, String lastEventId) throws Exception {
		SseTestClient client = subscribe(userId, signIn(userId), lastEventId);
		assertThat(client.status()).isEqualTo(200);
		await().until(() -> !client.events().isEmpty());
		return client;
	}

	/** Subscribes, whatever the answer. */
	protected SseTestClient subscribe(long userId, String token, String lastEventId) throws IOException {
		return this.clients.add(SseTestClient.subscribe(baseUrl(), userId, token, lastEventId));
	}

	/** Awaits the dead letter of a value: those of other tests are in its topic, too. */
	protected ConsumerRecord<byte[], byte[]> awaitDeadLetter(String value) {
		byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
		return await().atMost(Duration.ofSeconds(30))
			.until(() -> this.topics.deadLetters(1)
				.stream()
				.filter((letter) -> Arrays.equals(letter.value(), bytes))
				.findFirst(), Optional::isPresent)
			.orElseThrow();
	}

	protected HttpResponse<String> get(String path, String token) throws Exception {
		return send("GET", path, token);
	}

	protected HttpResponse<String> send(String method, String path, String token) throws Exception {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(baseUrl() + path))
			.method(method, HttpRequest.BodyPublishers.noBody());
		if (token != null) {
			request.header("Authorization", "Bearer " + token);
		}
		return this.http.send(request.build(), HttpResponse.BodyHandlers.ofString());
	}

	protected static NotificationEvent event(long id, long userId) {
		return new NotificationEvent(id, userId, "COUPON_DEADLINE", "텍스트 " + id, 3L, 4L, YESTERDAY, null);
	}

}
