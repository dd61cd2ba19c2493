package dev.fundbell.sse.web;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Marking read, here and elsewhere. */
class ClientReadIT extends ClientTestBase {

	@Test
	void tellsTheServer() {
		StubNotification notification = this.sink.publish(USER, "one");
		start();
		markRead(notification);
		assertThat(this.sink.isRead(notification)).isTrue();
		assertThat(unread()).isZero();
	}

	@Test
	void takesTheReadBackWhenTheServerRefuses() {
		StubNotification notification = this.sink.publish(USER, "one");
		start();
		this.sink.refuse("/api/notifications/" + notification.id(), 500);
		assertThat(this.page.evaluate("id => client.markRead(id).then(() => 'done', (error) => error.status)",
				(int) notification.id()))
			.isEqualTo(500);
		assertThat(unread()).isOne();
		assertThat(this.page.evaluate("client.items[0].readAt")).isNull();
	}

	@Test
	void marksOneAsReadThatWasReadElsewhere() {
		StubNotification first = this.sink.publish(USER, "first");
		this.sink.publish(USER, "second");
		start();
		this.sink.send(USER, "read", "{\"ids\":[" + first.id() + "]}");
		eventually(() -> assertThat(unread()).isOne());
		assertThat(this.page.evaluate("client.items.map((item) => item.readAt !== null)"))
			.isEqualTo(List.of(false, true));
	}

	@Test
	void countsAReadBeyondTheListThroughTheServer() {
		StubNotification old = this.sink.past(USER, "COUPON_DEADLINE", "old", Duration.ofHours(1), null);
		this.sink.publish(USER, "newest");
		start(Map.of("pageSize", 1));
		assertThat(unread()).isEqualTo(2);
		this.sink.readUnheard(old);
		this.sink.send(USER, "read", "{\"ids\":[" + old.id() + "]}");
		eventually(() -> assertThat(unread()).isOne());
	}

	@Test
	void marksAllAlsoThoseBeyondTheList() {
		for (int i = 0; i < 5; i++) {
			this.sink.publish(USER, "number " + i);
		}
		start(Map.of("pageSize", 2));
		this.page.evaluate("client.markAllRead()");
		assertThat(unread()).isZero();
		assertThat(this.sink.unread(USER)).isZero();
	}

	@Test
	void doesNotMarkWhatComesWhileItMarksAll() {
		this.sink.publish(USER, "seen");
		start();
		this.page.route("**/api/notifications/read?**", (route) -> {
			this.sink.publish(USER, "not seen");
			route.resume();
		});
		this.page.evaluate("client.markAllRead()");
		assertThat(this.sink.unread(USER)).isOne();
		eventually(() -> assertThat(unread()).isOne());
	}

	@Test
	void marksAllThatCameOverTheStream() {
		start();
		StubNotification first = this.sink.publish(USER, "first");
		StubNotification second = this.sink.publish(USER, "second");
		awaitItems(second, first);
		this.page.evaluate("client.markAllRead()");
		assertThat(this.sink.unread(USER)).isZero();
		assertThat(unread()).isZero();
	}

	@Test
	void learnsThatAllWereReadElsewhere() {
		StubNotification notification = this.sink.publish(USER, "one");
		start();
		this.sink.readUnheard(notification);
		this.sink.send(USER, "read", "{\"through\":\"" + notification.publishedAt() + "\"}");
		eventually(() -> assertThat(unread()).isZero());
	}

	private void markRead(StubNotification notification) {
		this.page.evaluate("id => client.markRead(id)", (int) notification.id());
	}

}
