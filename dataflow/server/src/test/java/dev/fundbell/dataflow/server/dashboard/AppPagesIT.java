package dev.fundbell.dataflow.server.dashboard;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.SelectOption;
import dev.fundbell.dataflow.server.platform.Platform;
import dev.fundbell.dataflow.server.platform.Rest;
import dev.fundbell.dataflow.server.platform.Tasks;
import dev.fundbell.dataflow.server.platform.TestServer;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** The dashboard in a browser: an app is registered and a task defined on it. */
class AppPagesIT {

	private final TestServer server = Platform.server();

	private final Rest rest = this.server.rest();

	@Test
	void anAppIsRegisteredAndATaskDefined() {
		try (DashboardBrowser browser = new DashboardBrowser(this.server)) {
			Page page = browser.open("apps/add");
			register(page, "file:///apps/without-version.jar");
			assertThat(page.getByText("must end in name-x.y.z.jar").first()).isVisible();
			page.locator("#uri0").fill(Tasks.probeUri());
			page.locator("button[name='register']").click();
			assertThat(page.getByText("in-dashboard").first()).isVisible();
			browser.screenshot("apps");

			Dashboard.define(browser.open("tasks-jobs/tasks/create"), "in-dashboard");
			Dashboard.click(page, "Create task");
			page.getByPlaceholder("Task Name").fill("defined-in-dashboard");
			Dashboard.click(page, "Create the task");
			assertThat(page.getByText("defined-in-dashboard").first()).isVisible();

			assertThat(browser.open("manage/records").getByText("defined-in-dashboard").first()).isVisible();
			browser.screenshot("audit-records");
		}
		assertThat(this.rest.get("/apps/task/in-dashboard").body().path("bootVersion").asText()).isEqualTo("3");
		assertThat(this.rest.get("/tasks/definitions/defined-in-dashboard").body().path("dslText").asText())
			.isEqualTo("in-dashboard");
	}

	private void register(Page page, String uri) {
		page.getByText("Register one or more applications").click();
		page.locator("#name0").fill("in-dashboard");
		page.locator("#type0").selectOption(new SelectOption().setLabel("task"));
		page.locator("#uri0").fill(uri);
		page.locator("button[name='register']").click();
	}

}
