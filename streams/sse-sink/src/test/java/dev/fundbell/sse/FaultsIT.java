package dev.fundbell.sse;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.fundbell.event.NotificationEvent;
import dev.fundbell.test.KillableServers;
import dev.fundbell.test.Rows;
import dev.fundbell.test.SseTestClient;
import dev.fundbell.test.Today;
import dev.fundbell.test.Topics;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The broker and the database go away and come back. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultsIT {

	@TempDir
	private static Path directory;

	private KillableServers servers;

	private Rows rows;

	private SinkInstance sink;

	@BeforeAll
	void start() {
		this.servers = KillableServers.start(directory);
		this.rows = new Rows(this.servers.database().dataSource());
		this.sink = SinkInstance.start(options());
	}

	@AfterAll
	void stop() {
		this.sink.close();
		this.servers.close();
	}

	@BeforeEach
	void awaitReadiness() {
		this.sink.awaitReadiness();
	}

	@Test
	void goesOnWhereItWasWhenTheBrokerComesBack() throws Exception {
		long user = this.rows.user("ko");
		String token = this.sink.signIn(user);
		try (Topics topics = topics(); SseTestClient client = this.sink.subscribe(user, token, null)) {
			topics.publish(event(1, user));
			await().untilAsserted(() -> assertThat(client.notificationIds()).containsExactly(1L));

			this.servers.kafka().kill();
			await().atMost(Duration.ofSeconds(60)).until(() -> broker(this.sink) == 503);
			assertThat(this.sink.readiness()).isEqualTo(200);
			assertThat(this.sink.send("GET", "/api/notifications", token).statusCode()).isEqualTo(200);

			try (SseTestClient late = this.sink.subscribe(user, token, null)) {
				this.servers.kafka().start();
				topics.publish(event(2, user));
				await().atMost(Duration.ofSeconds(60))
					.untilAsserted(() -> assertThat(client.notificationIds()).containsExactly(1L, 2L));
				await().untilAsserted(() -> assertThat(late.notificationIds()).containsExactly(2L));
				await().until(() -> broker(this.sink) == 200);
			}
		}
	}

	@Test
	void startsWithoutTheBrokerAndTakesSubscribersOnceItIsThere() throws Exception {
		long user = this.rows.user("ko");
		this.servers.kafka().kill();
		try (SinkInstance late = SinkInstance.start(options())) {
			String token = late.signIn(user);
			try (SseTestClient client = late.subscribe(user, token, null); Topics topics = topics()) {
				assertThat(broker(late)).isEqualTo(503);
				this.servers.kafka().start();
				topics.publish(event(1, user));
				await().atMost(Duration.ofSeconds(60))
					.untilAsserted(() -> assertThat(client.notificationIds()).containsExactly(1L));
				await().until(() -> broker(late) == 200);
			}
		}
	}

	@Test
	void keepsAStreamThatItCannotReplayToAndReplaysLater() throws Exception {
		long user = this.rows.user("ko");
		long last = this.rows.published(user, Today.yesterday());
		long missed = this.rows.published(user, Today.yesterday());
		String token = this.sink.signIn(user);
		try (Topics topics = topics(); SseTestClient live = this.sink.subscribe(user, token, null)) {
			this.servers.mariaDb().kill();
			try (SseTestClient back = this.sink.subscribe(user, token, Long.toString(last))) {
				HttpResponse<String> refused = this.sink.send("GET", "/api/notification/exist", token);
				assertThat(refused.statusCode()).isEqualTo(503);
				assertThat(refused.headers().firstValue("Retry-After")).isPresent();

				topics.publish(event(9, user));
				await().untilAsserted(() -> assertThat(live.notificationIds()).containsExactly(9L));
				await().untilAsserted(() -> assertThat(back.events()).last()
					.satisfies((event) -> assertThat(event.data()).contains("\"notificationId\":9")));
				assertThat(back.lastEventId()).isNull();

				this.servers.mariaDb().start();
				await().atMost(Duration.ofSeconds(60))
					.untilAsserted(() -> assertThat(back.notificationIds()).containsExactly(missed));
				await().untilAsserted(() -> assertThat(back.events()).last().extracting("name").isEqualTo("caught-up"));
				assertThat(back.hasEnded()).isFalse();
			}
		}
	}

	private static int broker(SinkInstance sink) throws Exception {
		return sink.send("GET", "/actuator/health/broker", null).statusCode();
	}

	private Topics topics() {
		return new Topics(this.servers.kafka().bootstrapServers(), "notifications");
	}

	private List<String> options() {
		List<String> options = new ArrayList<>(this.servers.options());
		options.add("fundbell.sse.local.key-file=" + directory.resolve("key"));
		options.add("fundbell.sse.drain=0");
		options.add("fundbell.sse.drain-delay=0");
		options.add("spring.cloud.stream.binding-retry-interval=1");
		options.add("spring.kafka.admin.properties.request.timeout.ms=1000");
		options.add("spring.kafka.admin.properties.default.api.timeout.ms=1000");
		options.add("fundbell.sse.replay-patience=500ms");
		return options;
	}

	private static NotificationEvent event(long id, long userId) {
		return new NotificationEvent(id, userId, "COUPON_DEADLINE", "text", null, null, Instant.EPOCH, null);
	}

}
