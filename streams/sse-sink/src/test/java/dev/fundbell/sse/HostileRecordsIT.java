package dev.fundbell.sse;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

import dev.fundbell.event.NotificationEventJson;
import dev.fundbell.event.NotificationTopic;
import dev.fundbell.test.SseEvent;
import dev.fundbell.test.SseTestClient;
import dev.fundbell.test.Today;
import dev.fundbell.test.Topics;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Records in Kafka that mean harm, or are just broken. */
class HostileRecordsIT extends HardenedSink {

	/** JSON over several lines would let its author write events of any kind. */
	@Test
	void cannotBeMadeToSendForeignEvents() throws Exception {
		String json = """
				{"notificationId":201,

				event: reset
				data: {}

				"userId":%d}""".formatted(this.user);
		String pretty = """
				{"notificationId":202,"userId":%d,

				"type":"T","message":"a\\n\\nevent: reset\\ndata: {}\\n\\n",
				"createdAt":"%s"}""".formatted(this.user, Today.yesterday());
		try (SseTestClient client = subscribe(this.user, this.token, null)) {
			await().until(() -> !client.events().isEmpty());
			publish(this.user, json);
			publish(this.user, pretty);
			this.topics.publish(event(203, this.user));
			await().untilAsserted(() -> assertThat(client.notificationIds()).containsExactly(202L, 203L));
			assertThat(client.events()).extracting(SseEvent::name).containsOnly("sse");
		}
	}

	/** A record under one user's key with another user in it must reach neither. */
	@Test
	void sendsNobodyARecordWhoseKeyIsAnotherUsers() throws Exception {
		long other = this.rows.user("ko");
		try (SseTestClient client = subscribe(this.user, this.token, null);
				SseTestClient others = subscribe(other, null)) {
			await().until(() -> !client.events().isEmpty());
			this.topics.send(NotificationTopic.key(this.user), NotificationEventJson.write(event(301, other)),
					Map.of());
			this.topics.send(null, NotificationEventJson.write(event(302, other)), Map.of());
			this.topics.publish(event(303, this.user));
			this.topics.publish(event(304, other));
			await().untilAsserted(() -> assertThat(client.notificationIds()).containsExactly(303L));
			await().untilAsserted(() -> assertThat(others.notificationIds()).containsExactly(304L));
		}
	}

	/** Records of every broken kind at once, with nobody connected: each is explained. */
	@Test
	void explainsEachBadRecordThoughNobodyIsConnected() throws Exception {
		byte[] key = NotificationTopic.key(77);
		byte[] good = NotificationEventJson.write(event(401, 77));
		this.topics.send(key, null, Map.of());
		this.topics.send(key, new byte[0], Map.of());
		this.topics.send(key, good, Map.of(NotificationTopic.VERSION_HEADER, "2"));
		this.topics.send(key, " ".repeat(20_000).getBytes(StandardCharsets.UTF_8), Map.of());
		this.topics.send(key, "[".repeat(5_000).getBytes(StandardCharsets.UTF_8), Map.of());
		this.topics.send(NotificationTopic.key(78), good, Map.of());
		this.topics.send(key, new byte[] { '{', '"', (byte) 0xff, (byte) 0xfe, '"', ':', '1', '}' }, Map.of());
		await().atMost(Duration.ofSeconds(20))
			.untilAsserted(() -> assertThat(this.topics.deadLetters(1))
				.extracting((letter) -> Topics.header(letter, NotificationTopic.REASON_HEADER))
				.contains("The record has no value", "The value is not a JSON object",
						"The version of the event is not 1, the only one that is known",
						"The event is larger than 8192 bytes, which no client's queue can hold",
						"The record's key is not the event's user id")
				.anyMatch((reason) -> reason.startsWith("The value is not JSON")));
	}

	private void publish(long key, String value) {
		this.topics.send(NotificationTopic.key(key), value.getBytes(StandardCharsets.UTF_8), Map.of());
	}

}
