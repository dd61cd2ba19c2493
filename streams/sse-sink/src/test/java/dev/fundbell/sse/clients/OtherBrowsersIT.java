package dev.fundbell.sse.clients;

import java.time.Duration;
import java.time.Instant;

import dev.fundbell.sse.TightSink;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * {@code fundbell-client} in the engines of Firefox and Safari. Most of its tests run in
 * Chromium. {@link RealClientsIT} has the browsers' own {@code EventSource}.
 */
class OtherBrowsersIT extends TightSink {

	@ParameterizedTest
	@EnumSource(OtherBrowser.class)
	void comesBackAndTellsOfEachNotificationOnce(OtherBrowser browser) throws Exception {
		long user = this.rows.user("ko");
		try (Cable cable = new Cable(this.port);
				BrowserPage page = BrowserPage.open(browser, BrowserPage.FUNDBELL_CLIENT,
						cable.localhostUrl() + "/api/notification/subscribe/" + user)) {
			awaitState(page, "live");
			long live = publish(user);
			patiently(() -> assertThat(page.notificationIds()).containsExactly(live));
			cable.unplug();
			awaitState(page, "waiting");
			long missed = publish(user);
			cable.mend();
			awaitState(page, "live");
			long last = publish(user);
			patiently(() -> assertThat(page.notificationIds()).containsExactly(live, missed, last));
		}
	}

	/** Like a task: the row first, then the record. */
	private long publish(long user) {
		long id = this.rows.published(user, Instant.now());
		this.topics.publish(event(id, user));
		return id;
	}

	private static void awaitState(BrowserPage page, String state) {
		patiently(() -> assertThat(page.messages()).filteredOn((message) -> message.event().equals("connection"))
			.extracting(RunningClient.Message::data)
			.endsWith(state));
	}

	private static void patiently(ThrowingRunnable assertion) {
		await().atMost(Duration.ofSeconds(20)).untilAsserted(assertion);
	}

}
