package dev.fundbell.sse;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

import dev.fundbell.event.NotificationEvent;
import dev.fundbell.test.SseTestClient;
import dev.fundbell.test.Today;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

/** Replay of the events that a client missed. Each case crosses a page. */
class ReplayIT extends TightSink {

	/** Events that only tell a test that replay is complete. */
	private static final long FIRST_END = 1_000_000_000_000L;

	private static final Instant YESTERDAY = Today.yesterday();

	private long user;

	private long ends;

	@BeforeEach
	void newUser() {
		this.user = this.rows.user("ko");
	}

	@Test
	void replaysWhatWasPublishedSinceInOrderAndWithoutTheLastEvent() throws Exception {
		long last = publishedAt(0);
		long second = publishedAt(20);
		long first = publishedAt(10);
		long third = publishedAt(30);
		assertThat(replayAfter(last)).containsExactly(first, second, third);
	}

	@Test
	void replaysAllThatWerePublishedAtTheSameInstant() throws Exception {
		long before = publishedAt(0);
		long last = publishedAt(0);
		List<Long> expected = new ArrayList<>(List.of(before));
		for (int row = 0; row < 5; row++) {
			expected.add(publishedAt(0));
		}
		assertThat(replayAfter(last)).isEqualTo(expected);
	}

	/** Two tasks interleave: the one with the higher ids publishes first. */
	@Test
	void replaysLowerIdsThatWerePublishedLater() throws Exception {
		long lower = publishedAt(10);
		long higher = publishedAt(0);
		assertThat(replayAfter(higher)).containsExactly(lower);
	}

	/** A task was killed after it had sent the last event, and sent it again later. */
	@Test
	void replaysWhatCameBetweenTheFirstAndTheLastPublicationOfTheLastEvent() throws Exception {
		long last = this.rows.notification(this.user, "twice", "PUBLISHED", YESTERDAY, YESTERDAY.plusSeconds(3600));
		long between = publishedAt(30);
		long after = publishedAt(120);
		assertThat(replayAfter(last)).containsExactly(between, after);
	}

	/** A task was killed after its claim; what it claimed is published for good later. */
	@Test
	void replaysWhatWasClaimedLongAgoAndPublishedLater() throws Exception {
		long last = publishedAt(60);
		long late = this.rows.notification(this.user, "late", "PUBLISHED", YESTERDAY.minusSeconds(3600),
				YESTERDAY.plusSeconds(7200));
		assertThat(replayAfter(last)).containsExactly(late);
	}

	@Test
	void replaysWhatWasClaimedBeforeTheLastEventButMayHaveBeenDeliveredAfterIt() throws Exception {
		publishedAt(-6);
		long atTheBorder = publishedAt(-5);
		long last = publishedAt(0);
		assertThat(replayAfter(last)).containsExactly(atTheBorder);
	}

	@Test
	void replaysWhatIsBeingPublishedButNeitherWhatWaitsNorWhatWasWithdrawn() throws Exception {
		long last = publishedAt(0);
		this.rows.notification(this.user, "waits", "CREATED", null, null);
		this.rows.notification(this.user, "withdrawn", "WITHDRAWN", YESTERDAY, YESTERDAY.plusSeconds(1));
		long claimed = this.rows.notification(this.user, "claimed", "PUBLISHING", YESTERDAY, YESTERDAY.plusSeconds(2));
		assertThat(replayAfter(last)).containsExactly(claimed);
	}

	@Test
	void replaysNothingOfOtherUsers() throws Exception {
		long last = publishedAt(0);
		this.rows.published(this.rows.user("ko"), YESTERDAY.plusSeconds(1));
		long own = publishedAt(1);
		assertThat(replayAfter(last)).containsExactly(own);
	}

	/** It lost its connection before it had its first notification. */
	@Test
	void replaysToAClientThatHasHadNothingWhatCameSinceItFirstConnected() throws Exception {
		String place = placeOfFreshClient();
		long missed = this.rows.published(this.user, this.clock.instant());
		this.topics.publish(event(missed, this.user));
		try (SseTestClient back = subscribe(this.user, place)) {
			await().untilAsserted(() -> assertThat(back.notificationIds()).containsExactly(missed));
		}
	}

	@Test
	void givesAClientNothingAgainThatItHasHad() throws Exception {
		List<Long> ids = new ArrayList<>();
		String first = placeOfFreshClient();
		for (int each = 0; each < 4; each++) {
			ids.add(this.rows.published(this.user, this.clock.instant()));
		}
		try (SseTestClient client = subscribe(this.user, first)) {
			ids.forEach((id) -> this.topics.publish(event(id, this.user)));
			await().untilAsserted(() -> assertThat(client.notificationIds()).isEqualTo(ids));
		}
		try (SseTestClient client = subscribe(this.user, Long.toString(ids.get(3)))) {
			assertThat(client.events()).hasSize(1);
			String place = client.lastEventId();
			assertThat(place).startsWith("@");
			assertThat(replayAfter(place)).isEmpty();
		}
		for (int had = 0; had < 4; had++) {
			assertThat(replayAfter(Long.toString(ids.get(had)))).isEqualTo(ids.subList(had + 1, 4));
		}
	}

	/** The overlap before its last event is repeated, but only once. */
	@Test
	void givesAClientThatWasAwayForLongAnExactPlace() throws Exception {
		long repeated = publishedAt(-1);
		long last = publishedAt(0);
		long missed = publishedAt(1);
		try (SseTestClient client = subscribe(this.user, Long.toString(last))) {
			await().untilAsserted(() -> assertThat(client.notificationIds()).containsExactly(repeated, missed));
			await().untilAsserted(() -> assertThat(client.events()).last().extracting("name").isEqualTo("caught-up"));
			assertThat(replayAfter(client.lastEventId())).isEmpty();
		}
	}

	@Test
	void replaysFromMemoryWhatTheDatabaseDoesNotShowAsPublishedYet() throws Exception {
		String place = placeOfFreshClient();
		long missed = this.rows.notification(this.user, "claimed", "CREATED", null, null);
		this.topics.publish(event(missed, this.user));
		try (SseTestClient back = subscribe(this.user, place)) {
			await().untilAsserted(() -> assertThat(back.notificationIds()).containsExactly(missed));
		}
	}

	@Test
	void sendsNothingThatHasExpired() throws Exception {
		long last = publishedAt(0);
		NotificationEvent expired = new NotificationEvent(2_000_000_000L + this.user, this.user, "COUPON_DEADLINE",
				"late", null, null, Instant.EPOCH, this.clock.instant().minusSeconds(1));
		this.topics.publish(expired);
		assertThat(replayAfter(last)).isEmpty();
	}

	private String placeOfFreshClient() throws Exception {
		try (SseTestClient client = subscribe(this.user, null)) {
			assertThat(client.lastEventId()).matches("@\\d+\\.0\\.\\d+");
			return client.lastEventId();
		}
	}

	@Test
	void asksTheClientToFetchItsListAgainWhereTheLastEventIsNotItsOwn() throws Exception {
		long others = this.rows.published(this.rows.user("ko"), YESTERDAY);
		long waiting = this.rows.notification(this.user, "waits", "CREATED", null, null);
		for (long unknown : new long[] { others, waiting, others + 1_000_000 }) {
			try (SseTestClient client = subscribe(this.user, Long.toString(unknown))) {
				await().untilAsserted(() -> assertThat(client.events()).extracting("name", "data")
					.containsExactly(tuple("sse", "connect completed"), tuple("reset", "{}")));
				assertThat(replayAfter(client.lastEventId())).isEmpty();
				this.topics.publish(event(unknown + 3_000_000_000L, this.user));
				await().untilAsserted(
						() -> assertThat(client.notificationIds()).last().isEqualTo(unknown + 3_000_000_000L));
			}
		}
	}

	@Test
	void asksAClientThatWasAwayForTooLongToFetchItsListAgain() throws Exception {
		Instant longAgo = YESTERDAY.minus(8, ChronoUnit.DAYS);
		long last = this.rows.published(this.user, longAgo);
		publishedAt(0);
		for (String cursor : List.of(Long.toString(last), "@" + longAgo.toEpochMilli())) {
			try (SseTestClient client = subscribe(this.user, cursor)) {
				await().untilAsserted(
						() -> assertThat(client.events()).extracting("name").containsExactly("sse", "reset"));
				assertThat(replayAfter(client.lastEventId())).isEmpty();
			}
		}
	}

	@Test
	void sendsWhatIsReplayedAndPublishedAtTheSameTimeOnce() throws Exception {
		long last = publishedAt(0);
		long missed = publishedAt(1);
		try (SseTestClient client = subscribe(this.user, Long.toString(last))) {
			await().until(() -> client.notificationIds().contains(missed));
			this.topics.publish(event(missed, this.user));
			this.topics.publish(event(missed + 1_000_000, this.user));
			await()
				.untilAsserted(() -> assertThat(client.notificationIds()).containsExactly(missed, missed + 1_000_000));
		}
	}

	@Test
	void replaysAHistoryThatIsMuchLongerThanAQueueToASlowClient() throws Exception {
		long last = publishedAt(0);
		List<Long> expected = new ArrayList<>();
		for (int row = 1; row <= 500; row++) {
			expected.add(publishedAt(row));
		}
		try (RawClient slow = new RawClient(this.port, 4096)) {
			slow.send("GET /api/notification/subscribe/" + this.user + "?lastEventId=" + last
					+ " HTTP/1.1\nHost: localhost\nAuthorization: Bearer " + signIn(this.user) + "\n\n");
			String received = slow.readUntil("id: " + expected.get(499) + "\n");
			assertThat(received.lines().filter((line) -> line.matches("id: \\d+")).map((line) -> line.substring(4)))
				.containsExactlyElementsOf(expected.stream().map(String::valueOf).toList());
		}
	}

	@Test
	void givesAClientThatWasDisconnectedForItsSlownessEverythingWhenItReturns() throws Exception {
		String token = signIn(this.user);
		long last = publishedAt(0);
		List<Long> expected = new ArrayList<>();
		try (RawClient slow = new RawClient(this.port, 4096)) {
			slow.send("GET /api/notification/subscribe/" + this.user
					+ " HTTP/1.1\nHost: localhost\nAuthorization: Bearer " + token + "\n\n")
				.readUntil("connect completed");
			for (int row = 1; row <= 300; row++) {
				long id = publishedAt(row);
				expected.add(id);
				this.topics.publish(event(id, this.user));
			}
			String received = slow.readToEnd(Duration.ofSeconds(30));
			assertThat(received).doesNotContain("id: " + expected.get(299) + "\n");
		}
		assertThat(replayAfter(last)).isEqualTo(expected);
	}

	private long publishedAt(int minutes) {
		return this.rows.published(this.user, YESTERDAY.plus(minutes, ChronoUnit.MINUTES));
	}

	/** Subscribes, and publishes one more event to know when replay is complete. */
	private List<Long> replayAfter(long last) throws Exception {
		return replayAfter(Long.toString(last));
	}

	private List<Long> replayAfter(String lastEventId) throws Exception {
		long end = FIRST_END + this.user * 1000 + this.ends++;
		try (SseTestClient client = subscribe(this.user, lastEventId)) {
			this.topics.publish(event(end, this.user));
			await().atMost(Duration.ofSeconds(20)).until(() -> client.notificationIds().contains(end));
			assertThat(client.notificationIds()).last().isEqualTo(end);
			return client.notificationIds().stream().filter((id) -> id < FIRST_END).toList();
		}
	}

}
