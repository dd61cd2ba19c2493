package dev.fundbell.dataflow.server.dashboard;

import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.fundbell.dataflow.server.platform.Browser;
import dev.fundbell.dataflow.server.platform.Platform;
import dev.fundbell.dataflow.server.platform.Tasks;
import dev.fundbell.dataflow.server.platform.TestServer;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/**
 * The real dashboard in a real browser: schedules.
 */
class SchedulePagesIT {

	private final TestServer server = Platform.server();

	@Test
	void aScheduleIsMadeAndShownAndAWrongOneExplained() {
		String task = new Tasks(this.server).define("scheduled-in-dashboard");
		try (Browser browser = Browser.at(this.server)) {
			Page page = browser.open("tasks-jobs/schedules/" + task + "/create");
			create(page, "wrong-in-dashboard", "99 9 * * *");
			assertThat(page.getByText("is no cron expression").first()).isVisible();
			browser.screenshot("schedule-refused");
			create(page, "made-in-dashboard", "0 9 29 2 *");
			assertThat(page.getByText("made-in-dashboard").first()).isVisible();
			Page details = browser.open("tasks-jobs/schedules/made-in-dashboard/default");
			assertThat(details.getByText("0 9 29 2 *").first()).isVisible();
			browser.screenshot("schedule");
		}
	}

	private void create(Page page, String name, String expression) {
		Locator inputs = page.locator("input[name='example']");
		inputs.nth(0).fill(name);
		inputs.nth(1).fill(expression);
		Pattern button = Pattern.compile("create schedule", Pattern.CASE_INSENSITIVE);
		page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button)).click();
	}

}
