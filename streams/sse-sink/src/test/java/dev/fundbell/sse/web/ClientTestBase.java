package dev.fundbell.sse.web;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import com.microsoft.playwright.Page;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the client module alone, in a page with nothing else, at the edges of what a
 * server does.
 */
abstract class ClientTestBase extends ChromiumTestBase {

	private static final String START = """
			async (options) => {
				const { NotificationClient } = await import('/notification-client.js');
				window.client = new NotificationClient({ userId: 1, retry: { minMs: 50, maxMs: 400 },
					resync: { minMs: 50, everyMs: 600000, spreadMs: 50 }, ...options });
				window.announced = [];
				window.states = [];
				client.addEventListener('notification', ({ detail }) => announced.push(detail.notificationId));
				client.addEventListener('connection', ({ detail }) => states.push(detail.state));
				client.open();
			}""";

	Page page;

	void start() {
		start(Map.of());
	}

	void start(Map<String, ?> options) {
		this.page = blankPage();
		run(options);
		awaitState("live");
	}

	Page blankPage() {
		Page blank = signedIn(USER).newPage();
		blank.navigate(this.sink.url() + "blank.html");
		return blank;
	}

	void run(Map<String, ?> options) {
		this.page.evaluate(START, options);
	}

	void loadMore() {
		this.page.evaluate("client.loadMore()");
	}

	void awaitState(String state) {
		eventually(() -> assertThat(state()).isEqualTo(state));
	}

	void awaitItems(StubNotification... expected) {
		List<Long> ids = Arrays.stream(expected).map(StubNotification::id).toList();
		eventually(() -> assertThat(items()).isEqualTo(ids));
	}

	Object state() {
		return this.page.evaluate("client.connection.state");
	}

	int unread() {
		return (int) this.page.evaluate("client.unread");
	}

	List<Long> items() {
		return ids("client.items.map((item) => item.notificationId)");
	}

	List<Long> announced() {
		return ids("announced");
	}

	private List<Long> ids(String expression) {
		return ((List<?>) this.page.evaluate(expression)).stream().map((id) -> ((Number) id).longValue()).toList();
	}

	List<String> states() {
		return ((List<?>) this.page.evaluate("states")).stream().map(String.class::cast).toList();
	}

}
