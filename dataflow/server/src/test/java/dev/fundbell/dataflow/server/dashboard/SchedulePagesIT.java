package dev.fundbell.dataflow.server.dashboard;

import java.time.Duration;
import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import dev.fundbell.dataflow.server.platform.LeapDay;
import dev.fundbell.dataflow.server.platform.Platform;
import dev.fundbell.dataflow.server.platform.Tasks;
import dev.fundbell.dataflow.server.platform.TestServer;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The dashboard in a browser: schedules. */
class SchedulePagesIT {

	private static final Duration PATIENCE = Duration.ofSeconds(120);

	private static final double ONE_LOOK_MILLIS = 10_000;

	private final TestServer server = Platform.server();

	@Test
	void aScheduleIsMadeAndShownAndAWrongOneExplained() {
		String task = new Tasks(this.server).define("scheduled-in-dashboard");
		try (DashboardBrowser browser = new DashboardBrowser(this.server)) {
			Page page = browser.open("tasks-jobs/schedules/" + task + "/create");
			create(page, "wrong-in-dashboard", "99 9 * * *");
			assertThat(page.getByText("is no cron expression").first()).isVisible();
			browser.screenshot("schedule-refused");
			create(page, "made-in-dashboard", LeapDay.CRON);
			assertThat(page.getByText("made-in-dashboard").first()).isVisible();
			Page details = browser.open("tasks-jobs/schedules/made-in-dashboard/default");
			assertThat(details
				.getByText(
						"0 9 29 2 * Asia/Seoul, next %s 09:00".formatted(LeapDay.next(9, "Asia/Seoul").toLocalDate()))
				.first()).isVisible();
			browser.screenshot("schedule");
		}
	}

	@Test
	void aScheduleIsMadeAndSeenToFireAndDeleted() {
		String task = new Tasks(this.server).define("fires-in-dashboard");
		try (DashboardBrowser browser = new DashboardBrowser(this.server)) {
			create(browser.open("tasks-jobs/schedules/" + task + "/create"), "every-10-seconds", "*/10 * * * * *");
			String execution = awaitProperty("every-10-seconds", "last-execution", "\\d+");
			fireNoMore("every-10-seconds");
			awaitProperty("every-10-seconds", "last-outcome", "exit code 0");
			awaitOnPage(browser, "tasks-jobs/task-executions/" + execution, task, "every-10-seconds");
			awaitOnPage(browser, "tasks-jobs/schedules", ", last ", ": exit code 0");
			browser.screenshot("schedules");
			awaitOnPage(browser, "tasks-jobs/schedules/every-10-seconds/default", ": exit code 0");
			browser.screenshot("schedule-fired");

			Page page = browser.open("tasks-jobs/schedules/every-10-seconds/default");
			Dashboard.click(page, "Delete schedule");
			Dashboard.click(page, "Delete the schedule");
			await().atMost(PATIENCE)
				.until(() -> this.server.rest().get("/tasks/schedules/every-10-seconds").status() == 404);
			awaitOnPage(browser, "manage/records", "every-10-seconds");
			browser.screenshot("audit-of-schedules");
		}
	}

	private String awaitProperty(String schedule, String name, String pattern) {
		return await().atMost(PATIENCE)
			.until(() -> this.server.rest()
				.get("/tasks/schedules/{}", schedule)
				.body()
				.path("scheduleProperties")
				.path(name)
				.asText(), (value) -> value.matches(pattern));
	}

	/** A second run would hide the first one's end. */
	private void fireNoMore(String schedule) {
		this.server.rest()
			.put("/tasks/schedules/{}?properties={}", schedule, "scheduler.cron.expression=" + LeapDay.CRON);
	}

	/** Loads a page until it shows something. */
	private static void awaitOnPage(DashboardBrowser browser, String path, String... texts) {
		await().atMost(PATIENCE).untilAsserted(() -> {
			Page page = browser.open(path);
			page.reload();
			for (String text : texts) {
				assertThat(page.getByText(text).first())
					.isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(ONE_LOOK_MILLIS));
			}
		});
	}

	private void create(Page page, String name, String expression) {
		Locator inputs = page.locator("input[name='example']");
		inputs.nth(0).fill(name);
		inputs.nth(1).fill(expression);
		Pattern button = Pattern.compile("create schedule", Pattern.CASE_INSENSITIVE);
		page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button)).click();
	}

}
