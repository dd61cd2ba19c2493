package dev.fundbell.sse.web;

import java.util.List;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.Cookie;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** The page with nobody signed in. */
class PageSignInIT extends ChromiumTestBase {

	@Test
	void letsChooseADemoUserWhereThereAreSome() {
		this.sink.publish(ENGLISH_USER, "Your coupon expires tomorrow.");
		Page page = openSignedOut();
		page.locator(".user").nth(1).click();
		assertThat(page.locator("article .message")).hasText("Your coupon expires tomorrow.");
		// The user's own language, not the browser's.
		assertThat(page.locator("h1").first()).hasText("Notifications");
		assertThat(page.locator("#inbox-title")).isFocused();
	}

	@Test
	void explainsTheTokenWhereThereAreNone() {
		this.sink.notLocal();
		Page page = openSignedOut();
		assertThat(page.locator("#sign-in-title")).hasText("로그인이 필요해요");
		assertThat(page.locator(".user")).hasCount(0);
		assertThat(page.locator("#sign-out")).isHidden();
	}

	@Test
	void startsByItselfOnceTheServerAnswers() {
		BrowserContext browser = profile(new Browser.NewContextOptions());
		browser.route("**/api/me", Route::abort);
		Page page = browser.newPage();
		page.navigate(this.sink.url());
		assertThat(page.locator("#sign-in-title")).hasText("서버에 연결할 수 없어요");
		page.locator(".sign-in button").focus();
		browser.unroute("**/api/me");
		assertThat(page.locator(".user")).hasCount(3);
		assertThat(page.locator("#sign-in-title")).isFocused();
	}

	@Test
	void asksAgainWhenTheSessionEnds() {
		Page page = open(signedIn(USER));
		this.sink.publish(USER, "for the first user");
		assertThat(page.locator(".toast")).hasCount(1);
		page.context().clearCookies();
		this.sink.dropStreams();
		assertThat(page.locator(".sign-in")).containsText("로그인이 만료되었어요");
		assertThat(page.locator("article, .toast")).hasCount(0);
		assertThat(page).hasTitle("Fundbell");
		page.locator(".user").first().click();
		assertThat(page.locator("article")).hasCount(1);
	}

	@Test
	void forgetsTheUserOnSignOut() {
		this.sink.publish(USER, "for the first user");
		Page page = open(signedIn(USER));
		page.locator("#sign-out").click();
		page.locator(".user").nth(1).click();
		assertThat(page.locator("#blank")).containsText("No notifications yet");
		assertThat(page.locator("article")).hasCount(0);
	}

	@Test
	void followsWhoeverSignsInInAnotherTab() {
		this.sink.publish(USER, "for the first user");
		this.sink.publish(ENGLISH_USER, "for the second user");
		BrowserContext browser = signedIn(USER);
		Page first = open(browser);
		Page second = open(browser);
		assertThat(first.locator("article .message")).hasText("for the first user");
		second.locator("#sign-out").click();
		assertThat(first.locator(".user")).hasCount(3);
		second.locator(".user").nth(1).click();
		assertThat(first.locator("article .message")).hasText("for the second user");
	}

	@Test
	void showsNothingOfTheUserWhoSignedInElsewhere() {
		this.sink.publish(ENGLISH_USER, "for the second user");
		BrowserContext browser = signedIn(USER);
		Page page = open(browser);
		browser.addCookies(List.of(new Cookie("fundbell-token", "2").setUrl(this.sink.url()).setHttpOnly(true)));
		page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
		assertThat(page.locator("#inbox-title")).hasText("Notifications");
		assertThat(page.locator("article .message")).hasText("for the second user");
		assertThat(page.locator("#badge")).hasText("1");
	}

	@Test
	void doesNotAskForEverWhenTheSubscriptionIsRefused() {
		this.sink.refuse("/api/notification/subscribe", 403);
		Page page = signedIn(USER).newPage();
		page.navigate(this.sink.url());
		assertThat(page.locator(".sign-in")).containsText("로그인이 만료되었어요");
		assertThat(this.sink.requests("/api/me")).hasSize(2);
	}

	@Test
	void saysWhenTheServerIsAway() {
		this.sink.refuse("/api/", 503);
		Page page = openSignedOut();
		assertThat(page.locator("#sign-in-title")).hasText("서버에 연결할 수 없어요");
		this.sink.refuseNothing();
		page.locator(".sign-in .button").click();
		assertThat(page.locator(".user")).hasCount(3);
	}

	private Page openSignedOut() {
		Page page = profile(new Browser.NewContextOptions()).newPage();
		page.navigate(this.sink.url());
		return page;
	}

}
