package dev.fundbell.sse.clients;

import java.util.Map;

import com.microsoft.playwright.Page;
import dev.fundbell.test.browser.Chromium;

/** Page of a front end that runs {@code fundbell-client}. */
final class ClientPage {

	private static final String OPEN = """
			async (options) => {
			  const { NotificationClient } = await import('/client/notification-client.js');
			  window.client = new NotificationClient(options);
			  client.open();
			}""";

	private final Page page;

	ClientPage(Page page) {
		this.page = page;
		page.setDefaultTimeout(Chromium.PATIENCE.toMillis());
	}

	ClientPage open(Map<String, Object> options) {
		this.page.evaluate(OPEN, options);
		return this;
	}

	void awaitState(String state) {
		this.page.waitForFunction("(state) => client.connection.state === state", state);
	}

	void awaitUnread(int unread) {
		this.page.waitForFunction("(unread) => client.unread === unread", unread);
	}

	void markNewestRead() {
		this.page.evaluate("client.markRead(client.items[0].notificationId)");
	}

}
