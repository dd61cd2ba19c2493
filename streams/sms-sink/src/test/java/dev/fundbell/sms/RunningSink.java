package dev.fundbell.sms;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.sql.DataSource;

import dev.fundbell.event.NotificationEvent;
import dev.fundbell.event.NotificationEventJson;
import dev.fundbell.event.NotificationTopic;
import dev.fundbell.sms.delivery.DeliveryState;
import dev.fundbell.test.RealServers;
import dev.fundbell.test.RealServers.TestDatabase;
import dev.fundbell.test.SettableClock;
import dev.fundbell.test.Topics;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Base class of tests that share one running sink: its Spring context, database, topic
 * and two gateways. Each test has users and phone numbers of its own, and starts at noon.
 */
@SpringBootTest(classes = { SmsSinkApplication.class, RunningSink.Time.class },
		webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RunningSink {

	/** In Seoul it is noon. */
	static final Instant NOON = Instant.parse("2026-11-23T03:00:00Z");

	static final String TOPIC = "notifications-" + UUID.randomUUID();

	static final String HMAC_SECRET = "a secret of the gateway's";

	static final String PATH_SECRET = "0123456789abcdef";

	static final String RECEIPTS = "/sms/receipts/main/" + PATH_SECRET;

	static final FakeGateway MAIN = new FakeGateway();

	static final FakeGateway SPARE = new FakeGateway();

	private static final TestDatabase DATABASE = RealServers.get().fundbellDatabase();

	private static final AtomicLong IDS = new AtomicLong(1_000_000);

	private final HttpClient http = HttpClient.newHttpClient();

	@LocalServerPort
	private int port;

	@Autowired
	DataSource dataSource;

	@Autowired
	SettableClock clock;

	SmsRows rows;

	Topics topics;

	@DynamicPropertySource
	static void properties(DynamicPropertyRegistry registry) {
		List.of(MAIN.options("main", "4s"), SPARE.options("spare", "1m"))
			.forEach((options) -> options.forEach((option) -> {
				String[] parts = option.split("=", 2);
				registry.add(parts[0], () -> parts[1]);
			}));
		registry.add("fundbell.sms.gateway-chain", () -> "main,spare");
		registry.add("fundbell.sms.gateways.main.receipts.hmac-secret", () -> HMAC_SECRET);
		registry.add("fundbell.sms.gateways.main.receipts.path-secret", () -> PATH_SECRET);
		registry.add("fundbell.sms.gateways.main.receipts.delivered-values", () -> "delivered");
		registry.add("fundbell.sms.gateways.main.receipts.undelivered-values", () -> "failed,expired");
		// Each test's failures are its own: none opens a circuit breaker.
		registry.add("fundbell.sms.gateways.main.failure-rate", () -> 100);
		registry.add("fundbell.datasource.url", DATABASE::url);
		registry.add("fundbell.datasource.username", DATABASE::username);
		registry.add("fundbell.datasource.password", DATABASE::password);
		registry.add("spring.cloud.stream.kafka.binder.brokers", () -> RealServers.get().kafka().bootstrapServers());
		registry.add("spring.cloud.stream.bindings.input.destination", () -> TOPIC);
		registry.add("spring.cloud.stream.bindings.deadLetter-out-0.destination", () -> TOPIC + ".dead-letter");
		registry.add("management.endpoints.web.exposure.include", () -> "health,prometheus,sms");
	}

	@BeforeAll
	void open() {
		this.rows = new SmsRows(this.dataSource);
		this.rows.recordTransitions();
		this.topics = new Topics(RealServers.get().kafka().bootstrapServers(), TOPIC);
		eventually().until(() -> readiness() == 200);
	}

	/** States have followed one another as the state machine says, and not otherwise. */
	@AfterAll
	void close() {
		this.topics.close();
		assertThat(this.rows.transitions()).isNotEmpty()
			.allSatisfy((from, to) -> assertThat(DeliveryState.valueOf(from).next())
				.containsAll(to.stream().map(DeliveryState::valueOf).toList()));
	}

	@BeforeEach
	void noon() {
		this.clock.set(NOON);
	}

	long publish(long user, String text) {
		NotificationEvent event = event(user, text);
		this.topics.publish(event);
		return event.notificationId();
	}

	long publish(long user, Instant expiresAt) {
		NotificationEvent event = new NotificationEvent(IDS.incrementAndGet(), user, "COUPON_DEADLINE", "expires", null,
				null, this.clock.instant(), expiresAt);
		this.topics.publish(event);
		return event.notificationId();
	}

	NotificationEvent event(long user, String text) {
		return event(user, text, this.clock.instant());
	}

	NotificationEvent event(long user, String text, Instant createdAt) {
		return new NotificationEvent(IDS.incrementAndGet(), user, "COUPON_DEADLINE", text, 3L, 4L, createdAt, null);
	}

	void awaitState(NotificationEvent event, String state) {
		awaitState(event.notificationId(), state);
	}

	void awaitState(long notification, String state) {
		eventually().untilAsserted(() -> assertThat(this.rows.stateOf(notification)).isEqualTo(state));
	}

	/** Waits for a state while time passes: a second with each look. */
	void awaitStateInTime(long notification, String state) {
		eventually().untilAsserted(() -> {
			this.clock.advance(Duration.ofSeconds(1));
			assertThat(this.rows.stateOf(notification)).isEqualTo(state);
		});
	}

	ConsumerRecord<byte[], byte[]> deadLetter(NotificationEvent event) {
		return deadLetters(NotificationEventJson.write(event)).get(0);
	}

	/** Waits for the dead letters of some records, and returns them in the same order. */
	List<ConsumerRecord<byte[], byte[]>> deadLetters(byte[]... records) {
		return eventually().pollInSameThread().until(() -> {
			List<ConsumerRecord<byte[], byte[]>> all = this.topics.deadLetters(1);
			return Arrays.stream(records)
				.flatMap((record) -> all.stream().filter((letter) -> Arrays.equals(letter.value(), record)).limit(1))
				.toList();
		}, (found) -> found.size() == records.length);
	}

	static String reason(ConsumerRecord<byte[], byte[]> letter) {
		return Topics.header(letter, NotificationTopic.REASON_HEADER);
	}

	int readiness() throws Exception {
		return get("/actuator/health/readiness").statusCode();
	}

	HttpResponse<String> get(String path) throws Exception {
		return send(HttpRequest.newBuilder(uri(path)));
	}

	HttpResponse<String> post(String path, String json) throws Exception {
		return send(HttpRequest.newBuilder(uri(path))
			.header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString(json)));
	}

	HttpResponse<String> post(String path, String json, String header, String value) throws Exception {
		return send(HttpRequest.newBuilder(uri(path))
			.header("Content-Type", "application/json")
			.header(header, value)
			.POST(HttpRequest.BodyPublishers.ofString(json)));
	}

	/** Reports that the gateway {@code main} has delivered a message. */
	int receipt(long notification) throws Exception {
		return receive(receipt(notification, "delivered"));
	}

	static String receipt(long notification, String status) {
		return "{\"reference\":\"fundbell-%d-1\",\"messageId\":\"M-1\",\"status\":\"%s\"}".formatted(notification,
				status);
	}

	/** Sends receipts as the gateway {@code main} does. */
	int receive(String json) throws Exception {
		return post(RECEIPTS, json, "X-Signature", "sha256=" + signature(json)).statusCode();
	}

	static String signature(String json) throws Exception {
		Mac mac = Mac.getInstance("HmacSHA256");
		mac.init(new SecretKeySpec(HMAC_SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
		return HexFormat.of().formatHex(mac.doFinal(json.getBytes(StandardCharsets.UTF_8)));
	}

	private URI uri(String path) {
		return URI.create("http://127.0.0.1:" + this.port + path);
	}

	private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
		return this.http.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
	}

	static ConditionFactory eventually() {
		return await().atMost(Duration.ofSeconds(120));
	}

	@TestConfiguration(proxyBeanMethods = false)
	static class Time {

		@Bean
		@Primary
		SettableClock settableClock() {
			return new SettableClock(NOON.toString());
		}

	}

}
