package dev.fundbell.dataflow.server.dashboard;

import java.time.Duration;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.fundbell.dataflow.server.platform.Platform;
import dev.fundbell.dataflow.server.platform.Tasks;
import dev.fundbell.dataflow.server.platform.TestServer;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The dashboard in a browser: a task from its launch button to its log. */
class TaskPagesIT {

	private static final String ARGUMENT = "--run-date=today";

	private static final String SHOWN_ARGUMENT = "--run-date: today";

	private static final Duration PATIENCE = Duration.ofSeconds(120);

	private final TestServer server = Platform.server();

	private final Tasks tasks = new Tasks(this.server);

	@Test
	void theLaunchButtonRunsATaskWhoseExecutionAndJobCanBeLookedAt() {
		String task = this.tasks.define("from-dashboard");
		try (DashboardBrowser browser = new DashboardBrowser(this.server)) {
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

	@Test
	void aRunningTaskIsStopped() {
		String task = this.tasks.define("stopped-in-dashboard");
		long id = this.tasks.launch(task, "--fundbell.probe.sleep=10m");
		this.tasks.awaitStep(id);
		try (DashboardBrowser browser = new DashboardBrowser(this.server)) {
			Page page = browser.open("tasks-jobs/task-executions/" + id);
			Dashboard.click(page, "Stop execution");
			Dashboard.click(page, "Stop Task Execution(s)");
			await().atMost(PATIENCE).until(() -> this.tasks.execution(id).path("exitCode").asInt() == 143);
			browser.open("tasks-jobs/task-executions/" + id).reload();
			assertThat(page.getByText("The task was stopped on request.").first()).isVisible();
			browser.screenshot("task-stopped");
			browser.open("manage/records").reload();
			assertThat(page.getByText(task).first()).isVisible();
		}
	}

	@Test
	void aFailedJobIsRestartedAndItsTaskRelaunched() {
		String task = this.tasks.define("failed-in-dashboard");
		long failed = this.tasks.launch(task, "--fundbell.probe.fail=true");
		long job = this.tasks.awaitEnd(failed).at("/jobExecutionIds/0").asLong();
		try (DashboardBrowser browser = new DashboardBrowser(this.server)) {
			Page page = browser.open("tasks-jobs/job-executions/" + job);
			assertThat(page.getByText("FAILED").first()).isVisible();
			Dashboard.click(page, "Restart the job");
			page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Restart").setExact(true)).click();
			JsonNode restarted = awaitRun(task, 2);
			browser.screenshot("job-restarted");
			assertThat(restarted.path("arguments").toString()).contains("--fundbell.probe.fail=true");

			browser.open("tasks-jobs/task-executions/" + failed);
			Dashboard.click(page, "Relaunch task");
			launch(page);
			assertThat(awaitRun(task, 3).path("arguments").toString()).contains(ARGUMENT);
		}
	}

	/** The latest run, once there are so many and it has ended. */
	private JsonNode awaitRun(String task, int number) {
		JsonNode runs = await().atMost(PATIENCE)
			.until(() -> this.server.rest().get("/tasks/executions?name={}&sort=TASK_EXECUTION_ID,desc", task).body(),
					(body) -> body.at("/page/totalElements").asInt() == number);
		return this.tasks.awaitEnd(runs.at("/_embedded/taskExecutionResourceList/0/executionId").asLong());
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
