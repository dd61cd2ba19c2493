package dev.fundbell.sse.web;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** Everything without a mouse, and nothing that takes the focus away. */
class PageKeyboardIT extends ChromiumTestBase {

	@Test
	void reachesEveryControlByTab() {
		this.sink.publish(USER, "older");
		this.sink.publish(USER, "newer");
		Page page = open(signedIn(USER));
		page.keyboard().press("Tab");
		assertThat(page.locator(".skip-link")).isFocused();
		for (String control : new String[] { "#bell", "#language", "#theme", "#sign-out", "#mark-all" }) {
			page.keyboard().press("Tab");
			assertThat(page.locator(control)).isFocused();
		}
		page.keyboard().press("Tab");
		assertThat(page.locator("article").first()).isFocused();
		page.keyboard().press("Tab");
		assertThat(page.locator("article").first().locator("button")).isFocused();
	}

	@Test
	void movesInTheListByArrowsAndMarksByEnter() {
		this.sink.publish(USER, "oldest");
		StubNotification middle = this.sink.publish(USER, "middle");
		this.sink.publish(USER, "newest");
		Page page = open(signedIn(USER));
		page.locator("article").first().focus();
		page.keyboard().press("ArrowDown");
		assertThat(page.locator("article").nth(1)).isFocused();
		page.keyboard().press("Enter");
		assertThat(page.locator("article").nth(1)).not().hasClass("unread");
		eventually(() -> assertThat(this.sink.isRead(middle)).isTrue());
		assertThat(page.locator("article").nth(1)).isFocused();
		page.keyboard().press("End");
		assertThat(page.locator("article").nth(2)).isFocused();
		page.keyboard().press("Home");
		assertThat(page.locator("article").nth(0)).isFocused();
	}

	@Test
	void keepsTheFocusWhenANewOneArrives() {
		this.sink.publish(USER, "older");
		Page page = open(signedIn(USER));
		page.locator("article").focus();
		this.sink.publish(USER, "newer");
		assertThat(page.locator("article")).hasCount(2);
		assertThat(page.locator("article").nth(1)).isFocused();
	}

	@Test
	void keepsTheFocusInTheListWhenTheButtonOfAnItemGoes() {
		this.sink.publish(USER, "one");
		Page page = open(signedIn(USER));
		page.locator("article button").focus();
		page.keyboard().press("Enter");
		assertThat(page.locator("article button")).hasCount(0);
		assertThat(page.locator("article")).isFocused();
	}

	@Test
	void leavesTheButtonTheFocusAsTimeGoesBy() {
		BrowserContext browser = signedIn(USER);
		browser.clock().install();
		this.sink.publish(USER, "one");
		Page page = open(browser);
		assertThat(page.locator("article time")).hasText("3분 전");
		page.locator("article button").focus();
		browser.clock().runFor(60_000);
		assertThat(page.locator("article time")).hasText("4분 전");
		assertThat(page.locator("article button")).isFocused();
	}

	@Test
	void continuesAtTheFirstOlderOneAfterLoadingMore() {
		for (int i = 0; i < 25; i++) {
			this.sink.publish(USER, "number " + i);
		}
		Page page = open(signedIn(USER));
		page.locator("#more").focus();
		page.keyboard().press("Enter");
		assertThat(page.locator("article").nth(20)).isFocused();
	}

	@Test
	void keepsItsPlaceWhenTheButtonToConnectGoes() {
		Page page = open(signedIn(USER));
		page.clock().install();
		this.sink.refuseForSeconds("/api/notification", 60);
		this.sink.dropStreams();
		passBlip(page);
		assertThat(page.locator("#retry")).isVisible();
		// Before the page may connect by itself.
		page.locator("#retry").focus();
		this.sink.refuseNothing();
		page.keyboard().press("Enter");
		assertThat(page.locator("#notice")).isHidden();
		assertThat(page.locator("#inbox-title")).isFocused();
	}

	@Test
	void dismissesToastsByEscape() {
		Page page = open(signedIn(USER));
		page.locator("#bell").focus();
		this.sink.publish(USER, "first");
		this.sink.publish(USER, "second");
		assertThat(page.locator(".toast")).hasCount(2);
		page.keyboard().press("Escape");
		assertThat(page.locator(".toast")).hasCount(1);
		page.keyboard().press("Escape");
		assertThat(page.locator(".toast")).hasCount(0);
		assertThat(page.locator("#bell")).isFocused();
	}

	@Test
	void goesFromTheBellToTheFirstUnread() {
		StubNotification older = this.sink.publish(USER, "older");
		this.sink.readUnheard(this.sink.publish(USER, "newer"));
		Page page = open(signedIn(USER));
		page.locator("#bell").focus();
		page.keyboard().press("Enter");
		assertThat(page.locator("article[data-id='" + older.id() + "']")).isFocused();
	}

	@Test
	void goesFromAToastToItsNotification() {
		Page page = open(signedIn(USER));
		StubNotification published = this.sink.publish(USER, "one");
		page.locator(".toast-open").focus();
		page.keyboard().press("Enter");
		assertThat(page.locator("article[data-id='" + published.id() + "']")).isFocused();
		assertThat(page.locator(".toast")).hasCount(0);
	}

}
