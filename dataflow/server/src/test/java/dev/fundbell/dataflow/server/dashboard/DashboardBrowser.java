package dev.fundbell.dataflow.server.dashboard;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.fundbell.dataflow.server.platform.Platform;
import dev.fundbell.dataflow.server.platform.TestServer;
import dev.fundbell.test.browser.Chromium;

/** A server's dashboard in a real Chromium. */
final class DashboardBrowser implements AutoCloseable {

	private static final double PATIENCE_MILLIS = 60_000;

	private final Chromium chromium = Chromium.start();

	private final Page page;

	private final String dashboard;

	DashboardBrowser(TestServer server) {
		this.page = this.chromium.sharedPage();
		this.page.setViewportSize(1400, 1000);
		this.page.setDefaultTimeout(PATIENCE_MILLIS);
		this.dashboard = server.url() + "/dashboard/index.html#/";
		PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
	}

	/** Opens a page of the dashboard. */
	Page open(String path) {
		this.page.navigate(this.dashboard + path);
		return this.page;
	}

	/** Keeps an image of the page. */
	void screenshot(String name) {
		this.page
			.screenshot(new Page.ScreenshotOptions().setPath(Platform.TARGET.resolve("screenshots/" + name + ".png")));
	}

	@Override
	public void close() {
		this.chromium.close();
	}

}
