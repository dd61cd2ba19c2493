package dev.fundbell.sse;

import java.util.ArrayList;
import java.util.List;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import dev.fundbell.event.NotificationEvent;
import dev.fundbell.test.browser.Chromium;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** The page with the sink that it is made for. */
class PageOnRunningSinkIT extends RunningSink {

	private final List<String> scriptErrors = new ArrayList<>();

	private Chromium chromium;

	private BrowserContext browser;

	private long user;

	@BeforeEach
	void openBrowser() throws Exception {
		this.chromium = Chromium.start();
		this.user = this.rows.user("ko");
		this.browser = this.chromium.browser().newContext(new Browser.NewContextOptions().setLocale("ko-KR"));
		this.browser.onWebError((error) -> this.scriptErrors.add(error.error()));
		this.browser
			.addCookies(List.of(new Cookie("fundbell-token", signIn(this.user)).setUrl(baseUrl()).setHttpOnly(true)));
	}

	@AfterEach
	void closeBrowser() {
		if (this.chromium == null) {
			return;
		}
		this.chromium.close();
		assertThat(this.scriptErrors).isEmpty();
	}

	@Test
	void signsInAsADemoUser() {
		this.browser.clearCookies();
		Page page = this.browser.newPage();
		page.navigate(baseUrl());
		page.locator(".user").first().click();
		page.locator("#connection[data-state=live]").waitFor();
		page.reload();
		page.locator("#connection[data-state=live]").waitFor();
		page.locator("#sign-out").click();
		assertThat(page.locator(".user").first()).isVisible();
	}

	@Test
	void showsANotificationInEveryTabAndClearsItWhereverItIsRead() {
		Page first = open();
		Page second = open();
		publish("쿠폰이 내일 만료됩니다.");
		publish("또 하나의 쿠폰이 내일 만료됩니다.");
		assertThat(first.locator("article.unread")).hasCount(2);
		assertThat(second.locator("article.unread")).hasCount(2);
		first.locator("article").first().locator("button").click();
		assertThat(second.locator("article.unread")).hasCount(1);
		second.locator("#mark-all").click();
		assertThat(first.locator("article.unread")).hasCount(0);
		assertThat(first).hasTitle("알림 · Fundbell");
		first.reload();
		assertThat(first.locator("article:not(.unread)")).hasCount(2);
	}

	@Test
	void showsOnceWhatIsPublishedWhileItIsOffline() {
		Page page = open();
		publish("before");
		assertThat(page.locator("article")).hasCount(1);
		this.browser.setOffline(true);
		assertThat(page.locator("#connection[data-state=waiting]")).isVisible();
		publish("meanwhile");
		this.browser.setOffline(false);
		assertThat(page.locator("article .message")).hasText(new String[] { "meanwhile", "before" });
	}

	@Test
	void loadsOlderPages() {
		for (int i = 0; i < 45; i++) {
			this.rows.published(this.user, this.clock.instant().minusSeconds(i));
		}
		Page page = open();
		assertThat(page.locator("article")).hasCount(20);
		page.locator("#more").click();
		assertThat(page.locator("article")).hasCount(40);
		page.locator("#more").click();
		assertThat(page.locator("article")).hasCount(45);
		assertThat(page.locator("#summary")).hasText("읽지 않은 알림 45개");
	}

	private Page open() {
		Page page = this.browser.newPage();
		page.navigate(baseUrl());
		page.locator("#connection[data-state=live]").waitFor();
		return page;
	}

	/** Like a task: the row first, then the record. */
	private void publish(String message) {
		long id = this.rows.notification(this.user, message, "PUBLISHED", this.clock.instant(), this.clock.instant());
		this.topics.publish(new NotificationEvent(id, this.user, "COUPON_DEADLINE", message, null, null,
				this.clock.instant(), null));
	}

}
