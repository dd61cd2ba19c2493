package dev.fundbell.sse;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import dev.fundbell.event.NotificationEvent;
import dev.fundbell.test.RealServers;
import dev.fundbell.test.RealServers.TestDatabase;
import dev.fundbell.test.Rows;
import dev.fundbell.test.SinkOptions;
import dev.fundbell.test.SseEvent;
import dev.fundbell.test.SseTestClient;
import dev.fundbell.test.Topics;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A user with clients on two instances, as Data Flow deploys them: with one group. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoInstancesIT {

	private final String topic = RealServers.get().uniqueName("two");

	private final TestDatabase database = RealServers.get().fundbellDatabase();

	private final Rows rows = new Rows(this.database.dataSource());

	@TempDir
	private static Path directory;

	private Topics topics;

	private SinkInstance first;

	private SinkInstance second;

	@BeforeAll
	void start() {
		this.topics = new Topics(RealServers.get().kafka().bootstrapServers(), this.topic);
		this.first = SinkInstance.start(options());
		this.second = SinkInstance.start(options());
		this.first.awaitReadiness();
		this.second.awaitReadiness();
	}

	@AfterAll
	void stop() {
		this.second.close();
		this.topics.close();
	}

	private List<String> options() {
		List<String> options = new ArrayList<>(SinkOptions.of(this.database, RealServers.get().kafka()));
		options.addAll(List.of("spring.cloud.stream.bindings.input.destination=" + this.topic,
				"spring.cloud.stream.bindings.input.group=browser-push",
				"spring.cloud.stream.bindings.deadLetter-out-0.destination=" + this.topic + ".dead-letter",
				"spring.cloud.stream.bindings.readMarkers-in-0.destination=" + this.topic + "-reads",
				"fundbell.sse.local.key-file=" + directory.resolve("keys/sink"), "fundbell.sse.drain=3s",
				"fundbell.sse.drain-delay=0"));
		return options;
	}

	@Test
	void sendsToTheClientsOnEveryInstanceAndShowsThereWhatWasRead() throws Exception {
		long user = this.rows.user("ko");
		long notification = this.rows.published(user, Instant.now());
		String token = this.first.signIn(user);
		try (SseTestClient one = this.first.subscribe(user, token, null);
				SseTestClient two = this.second.subscribe(user, token, null);
				SseTestClient count = this.second.subscribeWithUnread(user, token)) {
			this.topics.publish(event(notification, user));
			await().untilAsserted(() -> assertThat(one.notificationIds()).containsExactly(notification));
			await().untilAsserted(() -> assertThat(two.notificationIds()).containsExactly(notification));

			this.first.send("PUT", "/api/notifications/" + notification + "/read", token);
			SseEvent read = new SseEvent(null, "read", "{\"ids\":[" + notification + "]}");
			await().untilAsserted(() -> assertThat(two.events()).last().isEqualTo(read));
			assertThat(one.events()).containsOnlyOnce(read);
			await().untilAsserted(
					() -> assertThat(count.events()).last().isEqualTo(new SseEvent(null, "unread", "{\"unread\":0}")));

			Instant through = Instant.now().truncatedTo(ChronoUnit.MILLIS);
			this.rows.published(user, through.minusSeconds(1));
			this.second.send("PUT", "/api/notifications/read?through=" + through, token);
			SseEvent all = new SseEvent(null, "read", "{\"through\":\"" + through + "\"}");
			await().untilAsserted(() -> assertThat(one.events()).last().isEqualTo(all));
			await().untilAsserted(() -> assertThat(two.events()).last().isEqualTo(all));
		}
		stopsWithoutSendingAllClientsAwayAtOnce();
	}

	/** Part of the one test, since it ends an instance. */
	private void stopsWithoutSendingAllClientsAwayAtOnce() throws Exception {
		List<SseTestClient> clients = new ArrayList<>();
		String token = "";
		long user = 0;
		for (int each = 0; each < 20; each++) {
			user = this.rows.user("en");
			token = this.first.signIn(user);
			clients.add(this.first.subscribe(user, token, null));
		}
		CompletableFuture<Void> stop = CompletableFuture.runAsync(this.first::close);
		await().pollInterval(Duration.ofMillis(10)).until(() -> ended(clients) > 0);
		assertThat(ended(clients)).isLessThan(15);
		await().atMost(Duration.ofSeconds(20)).until(() -> ended(clients) == 20);
		try (SseTestClient moved = this.second.subscribe(user, token, null)) {
			this.topics.publish(event(99, user));
			await().untilAsserted(() -> assertThat(moved.notificationIds()).containsExactly(99L));
		}
		stop.join();
	}

	private static long ended(List<SseTestClient> clients) {
		return clients.stream().filter(SseTestClient::hasEnded).count();
	}

	private static NotificationEvent event(long id, long userId) {
		return new NotificationEvent(id, userId, "COUPON_DEADLINE", "text", null, null, Instant.EPOCH, null);
	}

}
