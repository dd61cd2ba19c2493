package dev.fundbell.sms;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

import dev.fundbell.event.NotificationEvent;
import dev.fundbell.event.NotificationEventJson;
import dev.fundbell.event.NotificationTopic;
import dev.fundbell.sms.FakeGateway.Behaviour;
import dev.fundbell.test.Rows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of which notifications are sent, through which gateway, and in which order. */
class SendingIT extends RunningSink {

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
				"fundbell_sms_calls_seconds_count{gateway=\"main\",outcome=\"accepted\"}", "fundbell_sms_in_flight",
				"fundbell_sms_gateway_open{gateway=\"main\"}", "fundbell_sms_gateway_stopped{gateway=\"main\"}");
		assertThat(get("/actuator/health/liveness").body()).contains("\"sending\":{\"status\":\"UP\"}");
	}

	/** Rules and dashboards go by this list. */
	@Test
	void exposesTheMetricsThatMonitoringNames() throws Exception {
		long user = this.rows.user(SmsRows.number());
		awaitState(publish(user, "a text"), "SENT");
		List<String> names = Files.readAllLines(Path.of("../../monitoring/metrics/sms-sink.txt"));
		eventually().untilAsserted(() -> assertThat(
				get("/actuator/prometheus").body().lines().map((line) -> line.replaceFirst("[{ ].*", "")).distinct())
			.containsAll(names));
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
		awaitStateInTime(sent.get(19), "SENT");
		assertThat(MAIN.receivedBy(number)).extracting("text")
			.containsExactlyElementsOf(LongStream.range(0, 20).mapToObj((each) -> "message " + each).toList());
		assertThat(MAIN.attemptsTo(number)).isEqualTo(22);
	}

	@ParameterizedTest
	@CsvSource({ "BUSY, 3", "NO_CREDIT, 1" })
	void turnsToTheNextGatewayForWhatTheFirstDoesNotTake(Behaviour behaviour, int attempts) throws Exception {
		String number = SmsRows.number();
		MAIN.script(number, Collections.nCopies(attempts, behaviour).toArray(Behaviour[]::new));
		long sent = publish(this.rows.user(number), "over there");
		awaitStateInTime(sent, "SENT");
		assertThat(MAIN.receivedBy(number)).isEmpty();
		assertThat(SPARE.receivedBy(number)).hasSize(1);
		assertThat(MAIN.attemptsTo(number)).isEqualTo(attempts);
		assertThat(this.rows.rowOf(sent).get("provider")).isEqualTo("spare");
		post("/actuator/sms/gateways", "{\"name\":\"main\"}");
	}

	@Test
	void sendsNothingToWhomItIsNotWelcomeOrCannotReach() {
		long optedOut = this.rows.user(SmsRows.number());
		this.rows.set(optedOut, "sms_opt_out", true);
		awaitState(publish(optedOut, "no"), "SKIPPED OPTED_OUT");
		awaitState(publish(this.rows.user(null), "no"), "SKIPPED NO_NUMBER");
		awaitState(publish(999_999_999, "no"), "SKIPPED NO_USER");
		awaitState(publish(this.rows.user("02-312-3456"), "no"), "SKIPPED NOT_MOBILE");
		awaitState(publish(this.rows.user("+8210123"), "no"), "FAILED INVALID_NUMBER");
		awaitState(publish(this.rows.user(SmsRows.number()), "\u0007"), "FAILED EMPTY_TEXT");
		NotificationEvent tooLong = event(this.rows.user(SmsRows.number()), "a".repeat(2001));
		this.topics.publish(tooLong);
		awaitState(tooLong, "FAILED TEXT_TOO_LONG");
		assertThat(reason(deadLetter(tooLong))).isEqualTo("The SMS could not be sent: TEXT_TOO_LONG");
	}

	@Test
	void sendsNothingThatIsNotWorthIt() {
		long user = this.rows.user(SmsRows.number());
		awaitState(publish(user, NOON), "WITHDRAWN EXPIRED");
		awaitState(publish(user, NOON.plusNanos(1000)), "SENT");
		NotificationEvent old = event(user, "old", NOON.minus(Duration.ofDays(2)).minusMillis(1));
		this.topics.publish(old);
		awaitState(old, "WITHDRAWN TOO_OLD");
	}

	@Test
	void sendsNothingThatIsStale() {
		long user = this.rows.user(SmsRows.number());
		Rows notifications = this.rows.service();
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
	void sendsNothingThatHasBeenRead() {
		long user = this.rows.user(SmsRows.number());
		Rows notifications = this.rows.service();
		long read = notifications.notification(user, "read", "PUBLISHED", NOON, NOON);
		this.rows.jdbc().sql("UPDATE notifications SET read_at = '2026-11-23' WHERE id = ?").param(read).update();
		this.topics.publish(new NotificationEvent(read, user, "FUNDING_FAILED", "read", null, null, NOON, null));
		awaitState(read, "WITHDRAWN READ");
		long unread = notifications.notification(user, "unread", "PUBLISHED", NOON, NOON);
		this.topics.publish(new NotificationEvent(unread, user, "FUNDING_FAILED", "unread", null, null, NOON, null));
		awaitState(unread, "SENT");
	}

	/** As another version or a hand may have left them. */
	@Test
	void isNotStoppedByADeliveryThatCannotBeDecided() {
		long user = this.rows.user(SmsRows.number());
		NotificationEvent endless = event(user, "endless", Instant.parse("+1000000000-12-31T23:59:59Z"));
		this.topics.publish(endless);
		awaitState(endless, "SENT");
		long unreadable = 900_000_000;
		this.rows.jdbc().sql("""
				INSERT INTO sms_deliveries (notification_id, user_id, event, source, state, due_at, round, accepted_at)
				VALUES (?, ?, 'x', 'topic-0-1', 'WAITING', '2026-11-23', 1, '2026-11-23')
				""").params(unreadable, user).update();
		long next = publish(user, "next");
		awaitState(next, "SENT");
		awaitState(unreadable, "FAILED UNREADABLE_RECORD");
	}

	@Test
	void keepsOnlyTheTypeWaitingWhoseRuleFails() {
		long user = this.rows.user(SmsRows.number());
		long other = this.rows.user(SmsRows.number());
		this.rows.jdbc().sql("RENAME TABLE coupons TO coupons_elsewhere").update();
		long waiting = publish(user, "about a coupon");
		awaitState(waiting, "WAITING RULE_FAILED");
		NotificationEvent fine = new NotificationEvent(waiting + 500_000, other, "FUNDING_FAILED", "about a funding",
				null, null, NOON, null);
		this.topics.publish(fine);
		awaitState(fine, "SENT");
		this.rows.jdbc().sql("RENAME TABLE coupons_elsewhere TO coupons").update();
		awaitStateInTime(waiting, "SENT");
	}

	/** This process may have stood still, and others have sent the message meanwhile. */
	@Test
	void callsNoGatewayForAClaimOfLongAgo() throws SQLException {
		long user = this.rows.user(SmsRows.number());
		long sms;
		try (Connection connection = this.dataSource.getConnection(); Statement lock = connection.createStatement()) {
			lock.execute("LOCK TABLES users WRITE");
			sms = publish(user, "decided late");
			awaitState(sms, "CLAIMED");
			this.clock.advance(Duration.ofSeconds(21));
			lock.execute("UNLOCK TABLES");
		}
		awaitState(sms, "SENT");
		assertThat(this.rows.jdbc()
			.sql("SELECT claimed_at FROM sms_deliveries WHERE notification_id = ?")
			.param(sms)
			.query(LocalDateTime.class)
			.single()).isEqualTo(LocalDateTime.ofInstant(NOON.plusSeconds(21), ZoneOffset.UTC));
	}

	@Test
	void putsBadRecordsAsideAndGoesOn() {
		byte[] unreadable = bytes("no json");
		byte[] ofAnother = NotificationEventJson.write(event(8, "of another"));
		byte[] newer = NotificationEventJson.write(event(7, "newer"));
		byte[] large = new byte[20_000];
		this.topics.send(bytes("7"), unreadable, Map.of());
		this.topics.send(bytes("7"), ofAnother, Map.of());
		this.topics.send(bytes("7"), newer, Map.of(NotificationTopic.VERSION_HEADER, "2"));
		this.topics.send(bytes("7"), large, Map.of());
		awaitState(publish(this.rows.user(SmsRows.number()), "good"), "SENT");
		assertThat(deadLetters(unreadable, ofAnother, newer, large)).extracting(RunningSink::reason)
			.containsExactly("The value is not JSON: unreadable at byte 0",
					"The record's key is not the event's user id",
					"The version of the event is not 1, the only one that is known",
					"The event is larger than 16384 bytes, which no SMS needs");
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
