package dev.fundbell.sse;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.fundbell.event.NotificationEventJson;
import dev.fundbell.event.NotificationTopic;
import dev.fundbell.test.SseEvent;
import dev.fundbell.test.SseTestClient;
import dev.fundbell.test.Topics;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The way of a notification from Kafka to its user's clients. */
class SseSinkIT extends RunningSink {

	@Test
	void saysThatItIsConnectedAndThenSendsEachNotification() throws Exception {
		long user = this.rows.user("ko");
		try (SseTestClient client = subscribe(user, null)) {
			this.topics.publish(event(11, user));
			this.topics.publish(event(12, user));
			await().untilAsserted(() -> assertThat(client.events()).hasSize(3));
			assertThat(client.events().get(0)).extracting("name", "data").containsExactly("sse", "connect completed");
			assertThat(client.events().get(1)).isEqualTo(new SseEvent("11", "sse",
					new String(NotificationEventJson.write(event(11, user)), StandardCharsets.UTF_8)));
			assertThat(client.notificationIds()).containsExactly(11L, 12L);
		}
	}

	/** Rules and dashboards go by this list. */
	@Test
	void exposesTheMetricsThatMonitoringNames() throws Exception {
		long user = this.rows.user("ko");
		try (SseTestClient client = subscribe(user, null)) {
			this.topics.publish(event(13, user));
			await().until(() -> client.notificationIds().contains(13L));
		}
		List<String> names = Files.readAllLines(Path.of("../../monitoring/metrics/sse-sink.txt"));
		await().untilAsserted(() -> assertThat(get("/actuator/prometheus", null).body()
			.lines()
			.map((line) -> line.replaceFirst("[{ ].*", ""))
			.distinct()).containsAll(names));
	}

	@Test
	void sendsToEveryClientOfTheUserAndToNobodyElse() throws Exception {
		long user = this.rows.user("ko");
		long other = this.rows.user("en");
		try (SseTestClient first = subscribe(user, null);
				SseTestClient second = subscribe(user, null);
				SseTestClient others = subscribe(other, null)) {
			this.topics.publish(event(21, user));
			this.topics.publish(event(22, other));
			await().untilAsserted(() -> assertThat(others.notificationIds()).containsExactly(22L));
			await().untilAsserted(() -> assertThat(first.notificationIds()).containsExactly(21L));
			await().untilAsserted(() -> assertThat(second.notificationIds()).containsExactly(21L));
		}
	}

	@Test
	void putsARecordThatItCannotReadAsideAndGoesOn() throws Exception {
		long user = this.rows.user("ko");
		String bad = "not json of user " + user;
		try (SseTestClient client = subscribe(user, null)) {
			this.topics.send(NotificationTopic.key(user), bad.getBytes(StandardCharsets.UTF_8), Map.of());
			this.topics.publish(event(31, user));
			await().untilAsserted(() -> assertThat(client.notificationIds()).containsExactly(31L));
		}
		ConsumerRecord<byte[], byte[]> letter = awaitDeadLetter(bad);
		assertThat(Topics.header(letter, NotificationTopic.REASON_HEADER)).startsWith("The value is not JSON");
		assertThat(Topics.header(letter, NotificationTopic.ORIGINAL_KEY_HEADER)).isEqualTo(Long.toString(user));
		assertThat(letter.key()).asString().matches("notifications-.*-0-\\d+");
	}

	@Test
	void refusesAnotherUsersPathAndRequestsWithoutAValidToken() throws Exception {
		long user = this.rows.user("ko");
		assertThat(get("/api/notification/subscribe/" + (user + 1), signIn(user)).statusCode()).isEqualTo(403);
		assertThat(get("/api/notifications", null).statusCode()).isEqualTo(401);
		assertThat(get("/api/notification/subscribe/" + user, "no.such.token").statusCode()).isEqualTo(401);
	}

	@Test
	void showsTheInboxAndMarksAsRead() throws Exception {
		long user = this.rows.user("ko");
		String token = signIn(user);
		long older = this.rows.published(user, this.clock.instant().minus(Duration.ofMinutes(2)));
		long newer = this.rows.published(user, this.clock.instant().minus(Duration.ofMinutes(1)));
		assertThat(get("/api/notification/exist", token).body()).isEqualTo("true");
		assertThat(get("/api/notifications?limit=1", token).body()).contains("\"notificationId\":" + newer,
				"\"unread\":2");
		try (SseTestClient client = subscribe(user, null)) {
			assertThat(send("PUT", "/api/notifications/" + older + "/read", token).statusCode()).isEqualTo(204);
			await().untilAsserted(() -> assertThat(client.events()).last()
				.isEqualTo(new SseEvent(null, "read", "{\"ids\":[" + older + "]}")));
		}
		assertThat(get("/api/notifications/unread-count", token).body()).isEqualTo("{\"unread\":1}");
		assertThat(send("PUT", "/api/notifications/read", token).body()).isEqualTo("{\"marked\":1}");
		assertThat(get("/api/notification/exist", token).body()).isEqualTo("false");
	}

}
