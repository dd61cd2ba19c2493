package dev.fundbell.sse;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.fundbell.event.NotificationEvent;
import dev.fundbell.database.ServiceSchema;
import dev.fundbell.servers.KafkaServer;
import dev.fundbell.servers.KafkaSettings;
import dev.fundbell.servers.MariaDbServer;
import dev.fundbell.servers.MariaDbSettings;
import dev.fundbell.test.Rows;
import dev.fundbell.test.SseTestClient;
import dev.fundbell.test.Today;
import dev.fundbell.test.Topics;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The broker and the database go away and come back. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultsIT {

	private static final String PASSWORD = "test";

	@TempDir
	private static Path directory;

	private MariaDbServer mariaDb;

	private KafkaServer kafka;

	private Rows rows;

	@BeforeAll
	void start() {
		this.kafka = new KafkaServer(KafkaSettings.of(directory.resolve("kafka"))).start();
		this.mariaDb = new MariaDbServer(
				MariaDbSettings.of(directory.resolve("mariadb"), PASSWORD).withBufferPoolMegabytes(32))
			.start();
		this.mariaDb.createDatabase("fundbell", PASSWORD);
		DriverManagerDataSource dataSource = new DriverManagerDataSource(this.mariaDb.jdbcUrl("fundbell"), "fundbell",
				PASSWORD);
		ServiceSchema.migrate(dataSource);
		this.rows = new Rows(dataSource);
	}

	@AfterAll
	void stop() {
		this.mariaDb.kill();
		this.kafka.kill();
	}

	@Test
	void goesOnWhereItWasWhenTheBrokerComesBack() throws Exception {
		long user = this.rows.user("ko");
		try (SinkInstance sink = SinkInstance.start(options()).awaitReadiness();
				Topics topics = new Topics(this.kafka.bootstrapServers(), "notifications")) {
			String token = sink.signIn(user);
			try (SseTestClient tab = sink.subscribe(user, token, null)) {
				topics.publish(event(1, user));
				await().untilAsserted(() -> assertThat(tab.notificationIds()).containsExactly(1L));

				this.kafka.kill();
				await().atMost(Duration.ofSeconds(60)).until(() -> sink.readiness() == 503);
				assertThat(sink.send("GET", "/api/notifications", token).statusCode()).isEqualTo(200);

				try (SseTestClient late = sink.subscribe(user, token, null)) {
					this.kafka.start();
					topics.publish(event(2, user));
					await().atMost(Duration.ofSeconds(60))
						.untilAsserted(() -> assertThat(tab.notificationIds()).containsExactly(1L, 2L));
					await().untilAsserted(() -> assertThat(late.notificationIds()).containsExactly(2L));
					sink.awaitReadiness();
				}
			}
		}
	}

	@Test
	void startsWithoutTheBrokerAndTakesSubscribersOnceItIsThere() throws Exception {
		long user = this.rows.user("ko");
		this.kafka.kill();
		try (SinkInstance sink = SinkInstance.start(options())) {
			String token = sink.signIn(user);
			HttpResponse<String> refused = sink.send("GET", "/api/notification/subscribe/" + user, token);
			assertThat(refused.statusCode()).isEqualTo(503);
			assertThat(refused.headers().firstValue("Retry-After")).isPresent();
			assertThat(sink.readiness()).isEqualTo(503);

			this.kafka.start();
			sink.awaitReadiness();
			try (SseTestClient tab = sink.subscribe(user, token, null);
					Topics topics = new Topics(this.kafka.bootstrapServers(), "notifications")) {
				topics.publish(event(1, user));
				await().untilAsserted(() -> assertThat(tab.notificationIds()).containsExactly(1L));
			}
		}
	}

	@Test
	void endsAStreamThatItCannotReplayToAndServesTheOthers() throws Exception {
		long user = this.rows.user("ko");
		long last = this.rows.published(user, Today.yesterday());
		long missed = this.rows.published(user, Today.yesterday());
		try (SinkInstance sink = SinkInstance.start(options()).awaitReadiness();
				Topics topics = new Topics(this.kafka.bootstrapServers(), "notifications")) {
			String token = sink.signIn(user);
			try (SseTestClient live = sink.subscribe(user, token, null)) {
				this.mariaDb.kill();
				try (SseTestClient back = sink.subscribe(user, token, Long.toString(last))) {
					await().atMost(Duration.ofSeconds(30)).until(back::hasEnded);
					assertThat(back.events()).extracting("name").containsOnly("sse");
					assertThat(back.notificationIds()).isEmpty();
				}
				assertThat(storm(sink, user, token, last)).contains(200, 503);
				HttpResponse<String> refused = sink.send("GET", "/api/notification/exist", token);
				assertThat(refused.statusCode()).isEqualTo(503);
				assertThat(refused.headers().firstValue("Retry-After")).isPresent();
				topics.publish(event(9, user));
				await().untilAsserted(() -> assertThat(live.notificationIds()).containsExactly(9L));

				this.mariaDb.start();
				await().atMost(Duration.ofSeconds(30))
					.until(() -> sink.send("GET", "/api/notification/exist", token).statusCode() == 200);
				try (SseTestClient back = sink.subscribe(user, token, Long.toString(last))) {
					await().untilAsserted(() -> assertThat(back.notificationIds()).containsExactly(missed));
				}
			}
		}
	}

	/** Clients that all want to replay at once; their statuses. */
	private static List<Integer> storm(SinkInstance sink, long user, String token, long last) throws IOException {
		List<SseTestClient> clients = new ArrayList<>();
		for (int client = 0; client < 6; client++) {
			clients.add(SseTestClient.subscribe(sink.baseUrl(), user, token, Long.toString(last)));
		}
		clients.forEach(SseTestClient::close);
		return clients.stream().map(SseTestClient::status).toList();
	}

	private List<String> options() {
		List<String> options = new ArrayList<>();
		options.add("fundbell.datasource.url=" + this.mariaDb.jdbcUrl("fundbell"));
		options.add("fundbell.datasource.username=fundbell");
		options.add("fundbell.datasource.password=" + PASSWORD);
		options.add("spring.cloud.stream.kafka.binder.brokers=" + this.kafka.bootstrapServers());
		options.add("fundbell.sse.local.key-file=" + directory.resolve("key"));
		options.add("fundbell.sse.drain=0");
		options.add("fundbell.sse.replay.threads=1");
		options.add("fundbell.sse.replay.queue=1");
		return options;
	}

	private static NotificationEvent event(long id, long userId) {
		return new NotificationEvent(id, userId, "COUPON_DEADLINE", "text", null, null, Instant.EPOCH, null);
	}

}
