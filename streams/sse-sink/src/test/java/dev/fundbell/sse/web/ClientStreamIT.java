package dev.fundbell.sse.web;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.microsoft.playwright.Route;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The client between the stream and the inbox. */
class ClientStreamIT extends ClientTestBase {

	@Test
	void receivesWhatIsPublishedWhileItIsLive() {
		start();
		StubNotification published = this.sink.publish(USER, "one");
		awaitItems(published);
		assertThat(announced()).containsExactly(published.id());
		assertThat(unread()).isOne();
	}

	@Test
	void announcesNothingThatWasThereBefore() {
		StubNotification before = this.sink.publish(USER, "before");
		start();
		awaitItems(before);
		assertThat(announced()).isEmpty();
	}

	@Test
	void subscribesFromTheNewestOfTheInbox() {
		this.sink.publish(USER, "older");
		StubNotification newest = this.sink.publish(USER, "newest");
		start();
		assertThat(this.sink.requests("/api/notification/subscribe/1")).singleElement()
			.extracting(StubHttp.Request::query)
			.isEqualTo("heartbeat=event&lastEventId=" + newest.id());
	}

	@Test
	void findsWhatCameBetweenAnEmptyInboxAndTheSubscription() {
		this.page = blankPage();
		this.page.route("**/subscribe/**", (route) -> {
			this.sink.publishUnheard(USER, "in between");
			route.resume();
		});
		run(Map.of());
		eventually(() -> assertThat(announced()).hasSize(1));
	}

	@Test
	void takesARepeatedEventOnce() {
		start();
		StubNotification published = this.sink.publish(USER, "one");
		this.sink.sendAgain(published);
		StubNotification last = this.sink.publish(USER, "two");
		awaitItems(last, published);
		assertThat(announced()).containsExactly(published.id(), last.id());
		assertThat(unread()).isEqualTo(2);
	}

	@Test
	void doesNotTakeAReplayedOldOneBeyondTheListForNew() {
		StubNotification old = this.sink.past(USER, "COUPON_DEADLINE", "old", Duration.ofHours(3), null);
		StubNotification middle = this.sink.publish(USER, "middle");
		StubNotification newest = this.sink.publish(USER, "newest");
		this.sink.replayOverlap(Duration.ofDays(1));
		start(Map.of("pageSize", 2));
		// The replay is over when the client has asked whether the old one is new.
		eventually(() -> assertThat(this.sink.requests("/api/notifications")).hasSize(2));
		awaitItems(newest, middle);
		assertThat(announced()).isEmpty();
		assertThat(unread()).isEqualTo(3);
		loadMore();
		awaitItems(newest, middle, old);
	}

	@Test
	void announcesOneThatWasCreatedEarlyAndPublishedLate() {
		StubNotification first = this.sink.publish(USER, "first");
		StubNotification second = this.sink.publish(USER, "second");
		start(Map.of("pageSize", 1));
		StubNotification late = this.sink.createdLongAgo(USER, "late");
		eventually(() -> assertThat(announced()).containsExactly(late.id()));
		assertThat(unread()).isEqualTo(3);
		assertThat(items().get(0)).isEqualTo(late.id());
		assertThat(List.of(first.id(), second.id())).containsAll(items().subList(1, items().size()));
	}

	@Test
	void fetchesTheInboxAgainOnReset() {
		StubNotification first = this.sink.publish(USER, "first");
		start();
		StubNotification unheard = this.sink.publishUnheard(USER, "unheard");
		this.sink.send(USER, "reset", "{}");
		awaitItems(unheard, first);
		assertThat(announced()).containsExactly(unheard.id());
	}

	@Test
	void holdsABoundedNumberOfItems() {
		start(Map.of("maxItems", 10, "pageSize", 5));
		for (int i = 0; i < 40; i++) {
			this.sink.publish(USER, "number " + i);
		}
		eventually(() -> assertThat(announced()).hasSize(40));
		assertThat(items()).hasSizeLessThanOrEqualTo(10);
		eventually(() -> assertThat(unread()).isEqualTo(40));
	}

	@Test
	void countsOnceWhatAPageCountsBeyondItsEnd() {
		start(Map.of("pageSize", 2));
		List<Route> held = new ArrayList<>();
		this.page.route("**/api/notifications?*", held::add);
		this.sink.send(USER, "reset", "{}");
		eventually(() -> {
			state();
			assertThat(held).hasSize(1);
		});
		for (int i = 0; i < 4; i++) {
			this.sink.publish(USER, "number " + i);
		}
		eventually(() -> assertThat(announced()).hasSize(4));
		this.page.unroute("**/api/notifications?*");
		held.get(0).resume();
		eventually(() -> assertThat(items()).hasSize(2));
		eventually(() -> assertThat(unread()).isEqualTo(4));
	}

	@Test
	void appendsPagesWithoutGapsWhileNewOnesArrive() {
		for (int i = 0; i < 6; i++) {
			this.sink.publish(USER, "number " + i);
		}
		start(Map.of("pageSize", 2));
		loadMore();
		this.sink.publish(USER, "new");
		loadMore();
		eventually(() -> assertThat(items()).hasSize(7));
		assertThat(items()).doesNotHaveDuplicates();
		assertThat(this.page.evaluate("client.hasMore")).isEqualTo(false);
	}

}
