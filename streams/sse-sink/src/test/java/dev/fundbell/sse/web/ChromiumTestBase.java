package dev.fundbell.sse.web;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import dev.fundbell.test.browser.Chromium;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Base class of tests in a browser: one stub of the sink and browser profiles of its own
 * per test. A script error fails the test.
 */
abstract class ChromiumTestBase {

	static final long USER = 1;

	static final long ENGLISH_USER = 2;

	private final List<String> scriptErrors = new ArrayList<>();

	private Chromium chromium;

	StubSink sink;

	@BeforeEach
	void startChromiumAndSink() {
		this.chromium = Chromium.start();
		this.sink = new StubSink();
	}

	@AfterEach
	void closePages() {
		if (this.chromium == null) {
			return;
		}
		this.chromium.close();
		this.sink.close();
		assertThat(this.scriptErrors).isEmpty();
	}

	/** A browser profile of its own, in Seoul. */
	BrowserContext profile(Browser.NewContextOptions options) {
		BrowserContext context = this.chromium.browser()
			.newContext(options.setLocale("ko-KR").setTimezoneId("Asia/Seoul"));
		context.setDefaultTimeout(Chromium.PATIENCE.toMillis());
		context.onWebError((error) -> this.scriptErrors.add(error.error()));
		context.onConsoleMessage(this::check);
		return context;
	}

	BrowserContext signedIn(long userId) {
		return signedIn(userId, new Browser.NewContextOptions());
	}

	BrowserContext signedIn(long userId, Browser.NewContextOptions options) {
		BrowserContext context = profile(options);
		context.addCookies(List
			.of(new Cookie("fundbell-token", String.valueOf(userId)).setUrl(this.sink.url()).setHttpOnly(true)));
		return context;
	}

	/** The page, once it is live. */
	Page open(BrowserContext context) {
		Page page = context.newPage();
		page.navigate(this.sink.url());
		page.locator("#connection[data-state=live]").waitFor();
		return page;
	}

	/** Lets the clock of a page that waits jump to where it tells so. */
	static void passBlip(Page page) {
		page.locator("#connection[data-state=waiting]").waitFor();
		page.clock().fastForward(3_000);
	}

	/** Playwright belongs to one thread. */
	static void eventually(ThrowingRunnable assertion) {
		await().pollInSameThread()
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(20))
			.atMost(Chromium.PATIENCE)
			.untilAsserted(assertion);
	}

	/** Refused requests are errors on the console, too: those are part of some tests. */
	private void check(ConsoleMessage message) {
		if (message.type().equals("error") && !message.text().startsWith("Failed to load resource")) {
			this.scriptErrors.add(message.text());
		}
	}

}
