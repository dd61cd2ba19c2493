package dev.fundbell.sse.web;

import java.util.ArrayList;
import java.util.List;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** The tabs of one browser share one stream. */
class ClientTabsIT extends ChromiumTestBase {

	@Test
	void showsTheSameInMoreTabsThanABrowserOpensConnections() {
		List<Page> tabs = openTabs(8);
		this.sink.publish(USER, "one");
		for (Page tab : tabs) {
			assertThat(tab.locator("article")).hasCount(1);
		}
		assertThat(this.sink.openStreams()).isOne();
	}

	@Test
	void goesOnInAnotherTabWhenTheOneWithTheStreamCloses() {
		List<Page> tabs = openTabs(3);
		StubNotification before = this.sink.publish(USER, "before");
		assertThat(tabs.get(2).locator("article")).hasCount(1);
		tabs.get(0).close();
		eventually(() -> assertThat(this.sink.requests("/api/notification/subscribe")).hasSize(2));
		assertThat(this.sink.requests("/api/notification/subscribe").get(1).query())
			.isEqualTo("heartbeat=event&lastEventId=" + before.id());
		this.sink.publish(USER, "after");
		assertThat(tabs.get(1).locator("article")).hasCount(2);
		assertThat(tabs.get(2).locator("article")).hasCount(2);
		eventually(() -> assertThat(this.sink.openStreams()).isOne());
	}

	@Test
	void missesNothingWhenItJoinsTheStreamOfAnotherTab() {
		this.sink.publish(USER, "before");
		BrowserContext browser = signedIn(USER);
		Page first = open(browser);
		Page second = browser.newPage();
		second.route("**/api/notifications?**", (route) -> {
			APIResponse early = route.fetch();
			this.sink.publish(USER, "in between");
			assertThat(first.locator("article")).hasCount(2);
			route.fulfill(new Route.FulfillOptions().setResponse(early));
		}, new Page.RouteOptions().setTimes(1));
		second.navigate(this.sink.url());
		assertThat(second.locator("article")).hasCount(2);
		assertThat(this.sink.openStreams()).isOne();
	}

	@Test
	void comesBackInEveryTabAfterTheServerWasAway() {
		List<Page> tabs = openTabs(3);
		this.sink.stop();
		for (Page tab : tabs) {
			assertThat(tab.locator("#connection[data-state=waiting]")).hasCount(1);
		}
		this.sink.publish(USER, "missed");
		this.sink.startAgain();
		for (Page tab : tabs) {
			tab.locator("#connection[data-state=live]").waitFor();
			assertThat(tab.locator("article")).hasCount(1);
		}
		eventually(() -> assertThat(this.sink.openStreams()).isOne());
	}

	@Test
	void takesTheStreamFromATabThatIsSuspended() {
		BrowserContext browser = signedIn(USER);
		Page suspended = browser.newPage();
		suspended.navigate(this.sink.url() + "blank.html");
		suspended.evaluate("""
				name => void navigator.locks.request(name, () => new Promise(() => {})).catch(() => {})""",
				"fundbell " + this.sink.url() + "api/notification/subscribe/1?heartbeat=event");
		Page page = open(browser);
		this.sink.publish(USER, "one");
		assertThat(page.locator("article")).hasCount(1);
	}

	@Test
	void givesTheStreamUpWhenAnotherTabTakesIt() {
		BrowserContext browser = signedIn(USER);
		Page page = open(browser);
		Page taker = browser.newPage();
		taker.navigate(this.sink.url() + "blank.html");
		taker.evaluate("""
				name => new Promise((taken) => navigator.locks.request(name, { steal: true }, () => taken()))""",
				"fundbell " + this.sink.url() + "api/notification/subscribe/1?heartbeat=event");
		eventually(() -> assertThat(this.sink.requests("/api/notification/subscribe")).hasSize(2));
		this.sink.publish(USER, "one");
		assertThat(page.locator("article")).hasCount(1);
		eventually(() -> assertThat(this.sink.openStreams()).isOne());
	}

	private List<Page> openTabs(int count) {
		BrowserContext browser = signedIn(USER);
		List<Page> tabs = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			tabs.add(open(browser));
		}
		return tabs;
	}

}
