package dev.fundbell.sms;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

import javax.sql.DataSource;

import dev.fundbell.event.NotificationEvent;
import dev.fundbell.event.NotificationEventJson;
import dev.fundbell.event.NotificationTopic;
import dev.fundbell.sms.FakeGateway.Behaviour;
import dev.fundbell.test.RealServers;
import dev.fundbell.test.Rows;
import dev.fundbell.test.SettableClock;
import dev.fundbell.test.Topics;
import dev.fundbell.test.WithRealServers;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

/** The way of a notification from Kafka to the gateway, rule by rule. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@WithRealServers(kafka = true)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SmsSinkIT {

	/** In Seoul it is noon. */
	private static final Instant NOON = Instant.parse("2026-11-23T03:00:00Z");

	private static final String TOPIC = "notifications-" + UUID.randomUUID();

	private static final FakeGateway MAIN = new FakeGateway();

	private static final FakeGateway SPARE = new FakeGateway();

	private final AtomicLong ids = new AtomicLong(1_000_000);

	private final HttpClient http = HttpClient.newHttpClient();

	@LocalServerPort
	private int port;

	@Autowired
	private SettableClock clock;

	@Autowired
	private DataSource dataSource;

	private SmsRows rows;

	private Topics topics;

	private int letters;

	@DynamicPropertySource
	static void properties(DynamicPropertyRegistry registry) {
		List.of(MAIN.options("main", "4s"), SPARE.options("spare", "1m"))
			.forEach((options) -> options.forEach((option) -> {
				String[] parts = option.split("=", 2);
				registry.add(parts[0], () -> parts[1]);
			}));
		registry.add("fundbell.sms.use", () -> "main,spare");
		// Each test's failures are its own: none leaves a gateway alone.
		registry.add("fundbell.sms.providers.main.failure-rate", () -> 100);
		registry.add("spring.cloud.stream.bindings.input.destination", () -> TOPIC);
		registry.add("spring.cloud.stream.bindings.deadLetter-out-0.destination", () -> TOPIC + ".dead-letter");
		registry.add("management.endpoints.web.exposure.include", () -> "health,prometheus,sms");
	}

	@BeforeAll
	void open() {
		this.rows = new SmsRows(this.dataSource);
		this.topics = new Topics(RealServers.get().kafka().bootstrapServers(), TOPIC);
		eventually().until(() -> get("/actuator/health/readiness").statusCode() == 200);
	}

	@AfterAll
	void close() {
		this.topics.close();
		MAIN.close();
		SPARE.close();
	}

	@BeforeEach
	void noon() {
		this.clock.set(NOON);
	}

	@Test
	void sendsANotificationOnceHoweverOftenItsEventComes() throws Exception {
		String number = SmsRows.number();
		long user = this.rows.user(number);
		NotificationEvent event = event(user, "쿠폰이 내일 만료됩니다");
		this.topics.publish(event);
		this.topics.publish(event);
		awaitState(event, "SENT");
		this.topics.publish(event);
		long after = publish(user, "다음");
		awaitState(after, "SENT");
		assertThat(MAIN.receivedBy(number)).extracting("text").containsExactly("쿠폰이 내일 만료됩니다", "다음");
		assertThat(MAIN.attemptsTo(number)).isEqualTo(2);
		assertThat(this.rows.rowOf(event.notificationId()).get("provider_message_id"))
			.isEqualTo("M-fundbell-" + event.notificationId() + "-1");
		assertThat(get("/actuator/prometheus").body()).contains("fundbell_sms_deliveries_total{state=\"sent\"}",
				"fundbell_sms_calls_seconds_count{outcome=\"accepted\",provider=\"main\"}", "fundbell_sms_in_flight",
				"fundbell_sms_gateway_open");
	}

	@Test
	void sendsLongTextsAsLms() {
		String number = SmsRows.number();
		long user = this.rows.user(number);
		publish(user, "가".repeat(45));
		publish(user, "가".repeat(45) + "a");
		eventually()
			.untilAsserted(() -> assertThat(MAIN.receivedBy(number)).extracting("kind").containsExactly("SMS", "LMS"));
	}

	@Test
	void keepsAUsersMessagesInOrderThoughOneHasToBeTriedAgain() {
		String number = SmsRows.number();
		String other = SmsRows.number();
		long user = this.rows.user(number);
		long otherUser = this.rows.user(other);
		MAIN.script(number, Behaviour.BUSY, Behaviour.BUSY);
		List<Long> sent = LongStream.range(0, 20).mapToObj((each) -> publish(user, "message " + each)).toList();
		publish(otherUser, "another");
		awaitState(sent.get(19), "SENT");
		assertThat(MAIN.receivedBy(number)).extracting("text")
			.containsExactlyElementsOf(LongStream.range(0, 20).mapToObj((each) -> "message " + each).toList());
		assertThat(MAIN.attemptsTo(number)).isEqualTo(22);
	}

	@ParameterizedTest
	@CsvSource({ "BUSY, BUSY, BUSY", "NO_CREDIT, ACCEPT, ACCEPT" })
	void turnsToTheNextGatewayForWhatTheFirstDoesNotTake(Behaviour first, Behaviour second, Behaviour third) {
		String number = SmsRows.number();
		MAIN.script(number, first, second, third);
		long sent = publish(this.rows.user(number), "over there");
		awaitState(sent, "SENT");
		assertThat(MAIN.receivedBy(number)).isEmpty();
		assertThat(SPARE.receivedBy(number)).hasSize(1);
		assertThat(this.rows.rowOf(sent).get("provider")).isEqualTo("spare");
	}

	@Test
	void putsWhatNoGatewayTakesAmongTheDeadLettersUntilItIsRedriven() throws Exception {
		String refused = SmsRows.number();
		String busy = SmsRows.number();
		long user = this.rows.user(refused);
		MAIN.script(refused, Behaviour.REFUSE);
		MAIN.script(busy, Behaviour.BUSY, Behaviour.BUSY, Behaviour.BUSY);
		SPARE.script(busy, Behaviour.BUSY, Behaviour.BUSY, Behaviour.BUSY);
		NotificationEvent first = event(user, "refused");
		this.topics.publish(first);
		awaitState(first, "FAILED HTTP_400");
		long second = publish(this.rows.user(busy), "busy");
		awaitState(second, "FAILED HTTP_503");
		assertThat(SPARE.attemptsTo(refused)).as("what one refuses, no other is asked for").isZero();

		List<ConsumerRecord<byte[], byte[]>> dead = deadLetters(2);
		assertThat(dead).extracting((letter) -> Topics.header(letter, NotificationTopic.REASON_HEADER))
			.contains("The SMS could not be sent: HTTP_400", "The SMS could not be sent: HTTP_503");
		assertThat(dead.get(0).value()).isEqualTo(NotificationEventJson.write(first));
		assertThat(new String(dead.get(0).key(), StandardCharsets.UTF_8)).startsWith(TOPIC + "-0-");

		long id = this.rows.idOf(first.notificationId());
		assertThat(get("/actuator/sms?limit=500").body()).contains("\"id\":" + id, "HTTP_400", "HTTP_503")
			.doesNotContain(refused.substring(1));
		assertThat(get("/actuator/sms?limit=1&after=" + (id - 1)).body()).contains("\"next\":" + id);
		assertThat(redrive("{\"ids\":\"" + id + "\"}")).contains("\"redriven\":1");
		awaitState(first, "SENT");
		assertThat(MAIN.receivedBy(refused)).extracting("reference")
			.containsExactly("fundbell-" + first.notificationId() + "-2");
		assertThat(redrive("{\"all\":true}")).doesNotContain("\"redriven\":0");
		awaitState(second, "SENT");
		assertThat(redrive("{\"ids\":\"" + id + "\"}")).contains("\"redriven\":0");
		assertThat(redrive("{}")).contains("\"status\":400");
	}

	@Test
	void asksAboutAMessageThatGotNoAnswerAndNeverRepeatsIt() throws Exception {
		String taken = SmsRows.number();
		String lost = SmsRows.number();
		String broken = SmsRows.number();
		MAIN.script(taken, Behaviour.ACCEPT_SILENTLY);
		MAIN.script(lost, Behaviour.LOSE);
		MAIN.script(broken, Behaviour.BREAK);
		long takenOne = publish(this.rows.user(taken), "taken");
		long lostOne = publish(this.rows.user(lost), "lost");
		long brokenOne = publish(this.rows.user(broken), "broken");
		awaitState(takenOne, "UNKNOWN HttpTimeoutException");
		awaitState(lostOne, "UNKNOWN HttpTimeoutException");
		awaitState(brokenOne, "UNKNOWN HTTP_500");
		assertThat(redrive("{\"ids\":\"" + this.rows.idOf(lostOne) + "\"}")).contains("\"redriven\":0");
		assertThat(get("/actuator/sms?limit=500").body()).contains("UNKNOWN");

		this.clock.advance(Duration.ofSeconds(31));
		awaitState(takenOne, "SENT");
		this.clock.advance(Duration.ofMinutes(5));
		awaitState(lostOne, "FAILED NEVER_REACHED_GATEWAY");
		awaitState(brokenOne, "FAILED NEVER_REACHED_GATEWAY");
		assertThat(MAIN.attemptsTo(taken)).isEqualTo(1);
		assertThat(MAIN.attemptsTo(lost)).isEqualTo(1);
		assertThat(SPARE.attemptsTo(lost)).isZero();
		deadLetters(2);
	}

	@Test
	void sendsNothingToWhomItIsNotWelcomeOrCannotReach() {
		long optedOut = this.rows.user(SmsRows.number());
		this.rows.set(optedOut, "sms_opt_out", true);
		awaitState(publish(optedOut, "no"), "SKIPPED OPTED_OUT");
		awaitState(publish(this.rows.user(null), "no"), "SKIPPED NO_NUMBER");
		awaitState(publish(999_999_999, "no"), "SKIPPED NO_USER");
		awaitState(publish(this.rows.user("02-312-3456"), "no"), "FAILED INVALID_NUMBER");
		awaitState(publish(this.rows.user("+8210123"), "no"), "FAILED INVALID_NUMBER");
		awaitState(publish(this.rows.user(SmsRows.number()), "\u0007"), "FAILED EMPTY_TEXT");
		awaitState(publish(this.rows.user(SmsRows.number()), "a".repeat(2001)), "FAILED TEXT_TOO_LONG");
		deadLetters(4);
	}

	@Test
	void sendsNothingThatIsNotWorthIt() {
		long user = this.rows.user(SmsRows.number());
		awaitState(publish(user, NOON), "WITHDRAWN EXPIRED");
		awaitState(publish(user, NOON.plusNanos(1000)), "SENT");
		NotificationEvent old = new NotificationEvent(this.ids.incrementAndGet(), user, "COUPON_DEADLINE", "old", null,
				null, NOON.minus(Duration.ofDays(2)).minusMillis(1), null);
		this.topics.publish(old);
		awaitState(old, "WITHDRAWN TOO_OLD");
	}

	@Test
	void sendsNothingThatIsNotTrueAnyMore() {
		long user = this.rows.user(SmsRows.number());
		Rows notifications = new Rows(this.dataSource);
		long coupon = notifications.coupon(user, notifications.funding("a funding"), "USED",
				LocalDate.parse("2026-11-24"));
		long notification = notifications.notification(user, "use it", "PUBLISHED", NOON, NOON);
		this.rows.jdbc()
			.sql("UPDATE notifications SET coupon_id = ?, subject_id = ? WHERE id = ?")
			.params(coupon, coupon, notification)
			.update();
		this.topics
			.publish(new NotificationEvent(notification, user, "COUPON_DEADLINE", "use it", null, coupon, NOON, null));
		awaitState(notification, "WITHDRAWN COUPON_USED");
	}

	@Test
	void holdsMessagesDuringTheQuietHoursOfTheirRecipients() {
		String number = SmsRows.number();
		long user = this.rows.user(number);
		long parisian = this.rows.user(SmsRows.number());
		this.rows.set(parisian, "time_zone", "Europe/Paris");
		this.clock.set(Instant.parse("2026-11-23T11:59:59.999Z"));
		awaitState(publish(user, "a second to nine"), "SENT");
		this.clock.set(Instant.parse("2026-11-23T12:00:00Z"));
		long held = publish(user, "at nine");
		long next = publish(user, "behind it");
		awaitState(held, "HELD QUIET_HOURS");
		long other = this.rows.user(SmsRows.number());
		awaitState(publish(other, Instant.parse("2026-11-23T23:00:00Z")), "WITHDRAWN EXPIRES_IN_QUIET_HOURS");
		long justInTime = publish(other, Instant.parse("2026-11-23T23:00:00.001Z"));
		awaitState(justInTime, "HELD QUIET_HOURS");
		awaitState(publish(parisian, "it is one in the afternoon"), "SENT");

		this.clock.set(Instant.parse("2026-11-23T22:59:59.999Z"));
		assertThat(this.rows.stateOf(held)).isEqualTo("HELD QUIET_HOURS");
		long late = publish(parisian, "it is midnight");
		awaitState(late, "HELD QUIET_HOURS");
		this.clock.set(Instant.parse("2026-11-23T23:00:00Z"));
		awaitState(held, "SENT");
		awaitState(next, "SENT");
		awaitState(justInTime, "SENT");
		assertThat(MAIN.receivedBy(number)).extracting("text")
			.containsExactly("a second to nine", "at nine", "behind it");
		assertThat(this.rows.stateOf(late)).isEqualTo("HELD QUIET_HOURS");
	}

	@Test
	void putsBadRecordsAsideAndGoesOn() {
		this.topics.send(bytes("7"), bytes("no json"), Map.of());
		this.topics.send(bytes("7"), NotificationEventJson.write(event(8, "of another")), Map.of());
		this.topics.send(bytes("7"), NotificationEventJson.write(event(7, "newer")),
				Map.of(NotificationTopic.VERSION_HEADER, "2"));
		this.topics.send(bytes("7"), new byte[20_000], Map.of());
		awaitState(publish(this.rows.user(SmsRows.number()), "good"), "SENT");
		assertThat(deadLetters(4)).extracting((letter) -> Topics.header(letter, NotificationTopic.REASON_HEADER))
			.contains("The value is not JSON: unreadable at byte 0", "The record's key is not the event's user id",
					"The version of the event is not 1, the only one that is known",
					"The event is larger than 16384 bytes, which no SMS needs");
	}

	private long publish(long user, String text) {
		NotificationEvent event = event(user, text);
		this.topics.publish(event);
		return event.notificationId();
	}

	private long publish(long user, Instant expiresAt) {
		NotificationEvent event = new NotificationEvent(this.ids.incrementAndGet(), user, "COUPON_DEADLINE", "expires",
				null, null, this.clock.instant(), expiresAt);
		this.topics.publish(event);
		return event.notificationId();
	}

	private NotificationEvent event(long user, String text) {
		return new NotificationEvent(this.ids.incrementAndGet(), user, "COUPON_DEADLINE", text, 3L, 4L,
				this.clock.instant(), null);
	}

	private void awaitState(NotificationEvent event, String state) {
		awaitState(event.notificationId(), state);
	}

	private void awaitState(long notification, String state) {
		eventually().untilAsserted(() -> assertThat(this.rows.stateOf(notification)).isEqualTo(state));
	}

	/** The dead letters that have come since the last time. */
	private List<ConsumerRecord<byte[], byte[]>> deadLetters(int count) {
		List<ConsumerRecord<byte[], byte[]>> all = this.topics.deadLetters(this.letters + count);
		List<ConsumerRecord<byte[], byte[]>> fresh = all.subList(this.letters, all.size());
		this.letters = all.size();
		return fresh;
	}

	private String redrive(String body) throws Exception {
		return this.http
			.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + "/actuator/sms"))
				.header("Content-Type", "application/json")
				.POST(HttpRequest.BodyPublishers.ofString(body))
				.build(), HttpResponse.BodyHandlers.ofString())
			.body();
	}

	private HttpResponse<String> get(String path) throws Exception {
		return this.http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + path)).build(),
				HttpResponse.BodyHandlers.ofString());
	}

	private static ConditionFactory eventually() {
		return await().atMost(Duration.ofSeconds(60));
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
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
