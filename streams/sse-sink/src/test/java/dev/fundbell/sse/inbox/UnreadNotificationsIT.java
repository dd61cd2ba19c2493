package dev.fundbell.sse.inbox;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.fundbell.sse.RunningSink;
import dev.fundbell.test.SseEvent;
import dev.fundbell.test.SseTestClient;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Numbers of unread notifications, and the clients that want to be told. */
class UnreadNotificationsIT extends RunningSink {

	@Autowired
	private UnreadNotifications unread;

	@Test
	void countsManyUsersInOneStatement() {
		long none = this.rows.user("ko");
		long two = this.rows.user("ko");
		this.rows.published(two, this.clock.instant().minusSeconds(2));
		this.rows.published(two, this.clock.instant().minusSeconds(1));
		List<Long> users = new ArrayList<>(List.of(none, two));
		for (long unknown = 1; unknown <= 98; unknown++) {
			users.add(Long.MAX_VALUE - unknown);
		}
		assertThat(this.unread.counts(users, this.clock.instant())).hasSize(100)
			.containsEntry(none, 0L)
			.containsEntry(two, 2L);
	}

	@Test
	void countsNoFurtherThanAThousand() {
		long user = this.rows.user("ko");
		for (int count = 0; count < 1001; count++) {
			this.rows.published(user, this.clock.instant().minusSeconds(count));
		}
		assertThat(this.unread.counts(List.of(user), this.clock.instant())).containsEntry(user, 1000L);
	}

	/**
	 * From then on the search begins later: a notification before that counts no more.
	 */
	@Test
	void remembersUntilWhenAUserHasReadAll() {
		long user = this.rows.user("ko");
		assertThat(this.unread.counts(List.of(user), this.clock.instant())).containsEntry(user, 0L);
		this.rows.published(user, this.clock.instant().minus(Duration.ofDays(1)));
		assertThat(this.unread.counts(List.of(user), this.clock.instant())).containsEntry(user, 0L);
		this.rows.published(user, this.clock.instant());
		assertThat(this.unread.counts(List.of(user), this.clock.instant())).containsEntry(user, 1L);
	}

	@Test
	void sendsTheNumberAtFirstAndAfterEachChange() throws Exception {
		long user = this.rows.user("ko");
		String token = signIn(user);
		long first = this.rows.published(user, this.clock.instant().minusSeconds(1));
		try (SseTestClient client = this.clients
			.add(SseTestClient.connect(URI.create(baseUrl() + "/api/notification/subscribe/" + user + "?unread=event"),
					Map.of("Authorization", "Bearer " + token)));
				SseTestClient other = subscribe(user, null)) {
			awaitLast(client, 1);
			this.topics.publish(event(this.rows.published(user, this.clock.instant()), user));
			awaitLast(client, 2);
			send("PUT", "/api/notifications/" + first + "/read", token);
			awaitLast(client, 1);
			send("PUT", "/api/notifications/read", token);
			awaitLast(client, 0);
			assertThat(client.lastEventId()).doesNotStartWith("@");
			assertThat(other.events()).extracting(SseEvent::name).doesNotContain("unread");
		}
	}

	private static void awaitLast(SseTestClient client, int unread) {
		await().untilAsserted(() -> assertThat(client.events()).filteredOn((event) -> event.name().equals("unread"))
			.last()
			.isEqualTo(new SseEvent(null, "unread", "{\"unread\":" + unread + "}")));
	}

}
