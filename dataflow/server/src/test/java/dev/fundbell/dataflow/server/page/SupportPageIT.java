package dev.fundbell.dataflow.server.page;

import java.util.ArrayList;
import java.util.List;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.fundbell.dataflow.server.platform.Platform;
import dev.fundbell.dataflow.server.platform.ServiceData;
import dev.fundbell.dataflow.server.platform.TestServer;
import dev.fundbell.test.browser.Chromium;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** The page for support staff in a browser. */
@TestInstance(Lifecycle.PER_CLASS)
class SupportPageIT {

	private static final String HOSTILE = "<img src=x onerror=alert(1)>";

	private final TestServer server = Platform.server();

	private final List<String> scriptErrors = new ArrayList<>();

	private Chromium chromium;

	@BeforeAll
	void start() {
		ServiceData.fill();
		this.chromium = Chromium.start();
	}

	@AfterAll
	void stop() {
		if (this.chromium != null) {
			this.chromium.close();
		}
		assertThat(this.scriptErrors).isEmpty();
	}

	@Test
	void leadsFromAUserToANotificationAndBackByKeyboard() {
		Page page = open(1280, ColorScheme.LIGHT, "");
		page.getByLabel("by its id").focus();
		page.keyboard().type("1");
		page.keyboard().press("Enter");
		assertThat(page.getByText("User 1")).isFocused();
		assertThat(page.locator("tbody tr")).hasCount(3);
		assertThat(page.locator("tbody tr").first()).containsText("publishing");
		page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("10").setExact(true)).focus();
		page.keyboard().press("Enter");
		assertThat(page.getByText("Notification 10")).isFocused();
		assertThat(page.locator(".summary")).hasText("Published and read; SMS undelivered.");
		assertThat(page.locator(".steps li")).hasCount(5);
		assertThat(page.locator(".steps li").last()).containsText("solapi, its id M4V-1");
		page.goBack();
		assertThat(page.getByText("User 1")).isVisible();
	}

	@Test
	void saysWhatTheServerRefusesAndShowsTextsAsTexts() {
		Platform.database()
			.jdbc("service")
			.update("UPDATE unpublished_ranges SET last_error = ? WHERE first_id = 12", HOSTILE);
		Page page = open(1280, ColorScheme.LIGHT, "#notification=12");
		assertThat(page.locator(".steps")).containsText(HOSTILE);
		page.getByLabel("by its id").fill("99");
		page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Show")).click();
		assertThat(page.getByRole(AriaRole.ALERT)).containsText("There is no notification 99");
		assertThat(page.locator("main img")).hasCount(0);
	}

	@Test
	void saysThatItLoadsAndThatTheServerDoesNotAnswer() {
		Page page = open(1280, ColorScheme.LIGHT, "");
		SlowServer server = new SlowServer(page, "**/traces/**");
		page.getByLabel("by its id").fill("1");
		page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Show")).click();
		server.awaitRequest();
		assertThat(page.getByRole(AriaRole.STATUS)).hasText("Loading…");
		server.giveUp();
		assertThat(page.getByRole(AriaRole.ALERT)).hasText("The server does not answer.");
		assertThat(page.locator("#loading")).isEmpty();
		server.answerAgain();
		page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Show")).click();
		assertThat(page.getByText("User 1")).isVisible();
		assertThat(page.getByRole(AriaRole.ALERT)).isHidden();
	}

	@Test
	void showsTheTimesInASentenceAsLocalTimes() {
		Page page = open(1280, ColorScheme.LIGHT, "#notification=10");
		assertThat(page.locator(".steps")).containsText("claimed before, at 1970-01-01 21:00:00, by a run");
		assertThat(page.locator(".steps li").first()).containsText("1970-01-01 21:00:00");
	}

	@Test
	void linksToTheOtherPages() {
		Page page = open(1280, ColorScheme.LIGHT, "");
		assertThat(page.getByRole(AriaRole.NAVIGATION).getByRole(AriaRole.LINK))
			.hasText(new String[] { "Schedules", "Dashboard" });
		page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Schedules")).click();
		assertThat(page.locator("h1")).hasText("Schedules");
		assertThat(page.getByRole(AriaRole.NAVIGATION).getByRole(AriaRole.LINK))
			.hasText(new String[] { "Support", "Dashboard" });
	}

	@Test
	void fitsAPhoneInTheDark() {
		for (String hash : new String[] { "#user=1", "#notification=10" }) {
			Page page = open(390, ColorScheme.DARK, hash);
			page.locator("h2").waitFor();
			assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth")).as("%s fits", hash)
				.isEqualTo(true);
			page.screenshot(new Page.ScreenshotOptions().setFullPage(true)
				.setPath(Platform.TARGET.resolve("screenshots/support-" + hash.substring(1) + "-dark.png")));
		}
		open(1280, ColorScheme.LIGHT, "#notification=10")
			.screenshot(new Page.ScreenshotOptions().setPath(Platform.TARGET.resolve("screenshots/support-light.png")));
	}

	@Test
	void allowsNoScriptsOfOthersAndNoFrames() {
		Page page = context(1280, ColorScheme.LIGHT).newPage();
		assertThat(page.navigate(this.server.url() + "/support").headers().get("content-security-policy"))
			.contains("script-src 'self';", "frame-ancestors 'none'");
		assertThat(page).hasURL(this.server.url() + "/support/");
	}

	private Page open(int width, ColorScheme colors, String hash) {
		Page page = context(width, colors).newPage();
		page.navigate(this.server.url() + "/support/" + hash);
		page.locator("h1").waitFor();
		return page;
	}

	private BrowserContext context(int width, ColorScheme colors) {
		BrowserContext context = this.chromium.browser()
			.newContext(new Browser.NewContextOptions().setViewportSize(width, 900)
				.setColorScheme(colors)
				.setTimezoneId("Asia/Seoul"));
		context.setDefaultTimeout(Chromium.PATIENCE.toMillis());
		context.onWebError((error) -> this.scriptErrors.add(error.error()));
		return context;
	}

}
