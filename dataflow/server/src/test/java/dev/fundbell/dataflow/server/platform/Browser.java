package dev.fundbell.dataflow.server.platform;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * A real Chromium: {@code FUNDBELL_CHROMIUM} or {@code /usr/bin/chromium}. Tests are
 * skipped where there is none.
 */
public final class Browser implements AutoCloseable {

	private static final List<String> HEADLESS_ON_ANY_MACHINE = List.of("--no-sandbox", "--disable-gpu",
			"--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
			"--disable-sync");

	private static final double PATIENCE_MILLIS = 60_000;

	private final Playwright playwright;

	private final Page page;

	private final String dashboard;

	private Browser(Playwright playwright, Page page, String dashboard) {
		this.playwright = playwright;
		this.page = page;
		this.dashboard = dashboard;
	}

	public static Browser at(TestServer server) {
		Path chromium = Path.of(Optional.ofNullable(System.getenv("FUNDBELL_CHROMIUM")).orElse("/usr/bin/chromium"));
		assumeTrue(Files.isExecutable(chromium), () -> "there is no Chromium at " + chromium);
		Playwright playwright = Playwright
			.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
		Page page = playwright.chromium()
			.launch(new BrowserType.LaunchOptions().setExecutablePath(chromium).setArgs(HEADLESS_ON_ANY_MACHINE))
			.newPage(new com.microsoft.playwright.Browser.NewPageOptions().setViewportSize(1400, 1000));
		page.setDefaultTimeout(PATIENCE_MILLIS);
		PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
		return new Browser(playwright, page, server.url() + "/dashboard/index.html#/");
	}

	/**
	 * Opens a page of the dashboard.
	 */
	public Page open(String path) {
		this.page.navigate(this.dashboard + path);
		return this.page;
	}

	/**
	 * Keeps what the page looks like, for the eyes of who changes it.
	 */
	public void screenshot(String name) {
		this.page
			.screenshot(new Page.ScreenshotOptions().setPath(Platform.TARGET.resolve("screenshots/" + name + ".png")));
	}

	@Override
	public void close() {
		this.playwright.close();
	}

}
