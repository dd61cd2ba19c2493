package dev.fundbell.sse.web;

import java.time.Duration;
import java.util.Map;

import com.microsoft.playwright.Clock;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** How the client comes back, and when it stays away. */
class ClientReconnectIT extends ClientTestBase {

	@Test
	void replaysWhatItMissedWhileTheServerWasAway() {
		StubNotification first = this.sink.publish(USER, "first");
		start();
		this.sink.stop();
		eventually(() -> assertThat(states()).contains("waiting"));
		StubNotification missed = this.sink.publish(USER, "missed");
		this.sink.startAgain();
		awaitItems(missed, first);
		awaitState("live");
		assertThat(announced()).containsExactly(missed.id());
	}

	@Test
	void learnsOfReadsThatHappenedWhileItWasAway() {
		StubNotification notification = this.sink.publish(USER, "one");
		start();
		this.sink.stop();
		eventually(() -> assertThat(states()).contains("waiting"));
		this.sink.readUnheard(notification);
		this.sink.startAgain();
		eventually(() -> assertThat(unread()).isZero());
	}

	@Test
	void leavesTheFirstReconnectOfAHealthyStreamToEventSource() {
		this.page = blankPage();
		this.page.clock().install();
		run(Map.of());
		awaitState("live");
		StubNotification first = this.sink.publish(USER, "first");
		awaitItems(first);
		this.page.clock().runFor(11_000);
		this.sink.dropStreams();
		eventually(() -> assertThat(this.sink.requests("/api/notification/subscribe")).hasSize(2));
		assertThat(this.sink.requests("/api/notification/subscribe").get(1).lastEventId())
			.isEqualTo(String.valueOf(first.id()));
		awaitState("live");
		assertThat(states()).doesNotContain("waiting");
		// Reads may have been missed.
		this.page.clock().runFor(100);
		eventually(() -> assertThat(this.sink.requests("/api/notifications")).hasSize(3));
	}

	@Test
	void waitsAsLongAsAnOverloadedServerAsks() {
		this.sink.refuseForSeconds("/api/notification/subscribe", 30);
		this.page = blankPage();
		run(Map.of());
		awaitState("waiting");
		double seconds = ((Number) this.page.evaluate("(client.connection.retryAt - Date.now()) / 1000")).doubleValue();
		assertThat(seconds).isBetween(5.0, 30.5);
	}

	@Test
	void staysAwayLongerEachTime() {
		this.sink.refuse("/api/notifications", 500);
		this.page = blankPage();
		// Standing still, so that a slow machine sees the same delays.
		this.page.clock().install(new Clock.InstallOptions().setTime(0));
		this.page.clock().pauseAt(Duration.ofHours(1).toMillis());
		this.page.evaluate("Math.random = () => 1");
		run(Map.of("retry", Map.of("minMs", 1000, "maxMs", 5000)));
		for (int delay : new int[] { 1000, 2000, 4000, 5000, 5000 }) {
			awaitState("waiting");
			assertThat(this.page.evaluate("client.connection.retryAt - Date.now()")).isEqualTo(delay);
			this.page.evaluate("states.length = 0");
			this.page.clock().runFor(delay);
			eventually(() -> assertThat(states()).containsExactly("connecting", "waiting"));
		}
	}

	@Test
	void stopsWhenItIsSignedOut() {
		start();
		this.page.evaluate("client.addEventListener('signed-out', () => window.signedOut = true)");
		this.sink.refuse("/api/", 401);
		this.sink.dropStreams();
		awaitState("signed-out");
		assertThat(this.page.evaluate("window.signedOut")).isEqualTo(true);
		this.sink.refuseNothing();
		this.page.evaluate("client.retryNow()");
		assertThat(state()).isEqualTo("signed-out");
	}

	@Test
	void stopsWhenTheSubscriptionIsAnotherUsers() {
		this.page = blankPage();
		run(Map.of("userId", 2));
		awaitState("signed-out");
		assertThat(this.sink.openStreams()).isZero();
	}

	@Test
	void holdsNothingOpenOnceClosed() {
		start();
		this.page.evaluate("client.close()");
		assertThat(state()).isEqualTo("closed");
		eventually(() -> assertThat(this.sink.openStreams()).isZero());
		this.sink.dropStreams();
		this.page.evaluate("window.dispatchEvent(new Event('online'))");
		assertThat(state()).isEqualTo("closed");
	}

	@Test
	void goesOnAfterClosing() {
		start();
		this.page.evaluate("client.close()");
		StubNotification meanwhile = this.sink.publish(USER, "meanwhile");
		this.page.evaluate("client.open()");
		awaitState("live");
		awaitItems(meanwhile);
		assertThat(announced()).containsExactly(meanwhile.id());
	}

	@Test
	void connectsAtOnceWhenTheNetworkIsBack() {
		this.sink.refuse("/api/notifications", 500);
		this.page = blankPage();
		run(Map.of("retry", Map.of("minMs", 600_000, "maxMs", 600_000)));
		awaitState("waiting");
		this.sink.refuseNothing();
		this.page.evaluate("window.dispatchEvent(new Event('online'))");
		awaitState("live");
	}

	@Test
	void waitsAsLongAsAnOverloadedServerAsksThoughTheNetworkCameBack() {
		this.sink.refuseForSeconds("/api/notification/subscribe", 600);
		this.page = blankPage();
		run(Map.of());
		awaitState("waiting");
		this.page.evaluate("window.dispatchEvent(new Event('offline'))");
		this.page.evaluate("window.dispatchEvent(new Event('online'))");
		assertThat(state()).isEqualTo("waiting");
		double seconds = ((Number) this.page.evaluate("(client.connection.retryAt - Date.now()) / 1000")).doubleValue();
		assertThat(seconds).isGreaterThan(60);
		this.sink.refuseNothing();
		this.page.evaluate("client.retryNow()");
		awaitState("live");
	}

	@Test
	void letsGoOfTheStreamWhileThePageIsInTheBackForwardCache() {
		start();
		this.page.evaluate("window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))");
		eventually(() -> assertThat(this.sink.openStreams()).isZero());
		StubNotification meanwhile = this.sink.publish(USER, "meanwhile");
		this.page.evaluate("window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))");
		awaitState("live");
		awaitItems(meanwhile);
	}

	@Test
	void noticesAStreamThatDiedWithoutASign() {
		// A client with an empty inbox fetches it once more when its stream begins, and
		// might find the unheard one there.
		StubNotification first = this.sink.publish(USER, "first");
		start(Map.of("resync", Map.of("minMs", 50, "everyMs", 400)));
		StubNotification unheard = this.sink.publishUnheard(USER, "unheard");
		awaitItems(unheard, first);
		eventually(() -> assertThat(this.sink.requests("/api/notification/subscribe")).hasSize(2));
		awaitState("live");
		assertThat(announced()).containsExactly(unheard.id());
	}

}
