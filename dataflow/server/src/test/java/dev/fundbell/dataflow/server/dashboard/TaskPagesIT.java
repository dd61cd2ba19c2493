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
 * The real dashboard in a real browser: a task from its launch button to its log.
 */
class TaskPagesIT {

	private static final String ARGUMENT = "--run-date=2026-11-23";

	private static final String SHOWN_ARGUMENT = "--run-date: 2026-11-23";

	private final TestServer server = Platform.server();

	private final Tasks tasks = new Tasks(this.server);

	@Test
	void theLaunchButtonRunsATaskWhoseExecutionAndJobCanBeLookedAt() {
		String task = this.tasks.define("from-dashboard");
		try (Browser browser = Browser.at(this.server)) {
			launch(browser.open("tasks-jobs/tasks/" + task + "/launch"));
			assertThat(browser.open("tasks-jobs/tasks/" + task).getByText(task).first()).isVisible();
			long id = this.server.rest()
				.get("/tasks/executions?name={}", task)
				.body()
				.at("/_embedded/taskExecutionResourceList/0/executionId")
				.asLong();
			long job = this.tasks.awaitEnd(id).at("/jobExecutionIds/0").asLong();

			Page execution = browser.open("tasks-jobs/task-executions/" + id);
			assertThat(execution.getByText(SHOWN_ARGUMENT).last()).isVisible();
			execution.getByText("View log").click();
			assertThat(execution.getByText("probe step runs for")).isVisible();
			browser.screenshot("task-execution");

			Page jobExecution = browser.open("tasks-jobs/job-executions/" + job);
			assertThat(jobExecution.getByText("probe-step").first()).isVisible();
			assertThat(jobExecution.getByText("COMPLETED").first()).isVisible();
			browser.screenshot("job-execution");
		}
	}

	private void launch(Page page) {
		Locator arguments = page.locator("input[tabindex='501']");
		arguments.fill(ARGUMENT);
		page.getByRole(AriaRole.BUTTON,
				new Page.GetByRoleOptions().setName(Pattern.compile("launch task", Pattern.CASE_INSENSITIVE)))
			.click();
		assertThat(page.getByText("Launch success")).isVisible();
	}

}
