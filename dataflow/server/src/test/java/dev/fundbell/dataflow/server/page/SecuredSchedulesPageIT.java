package dev.fundbell.dataflow.server.page;

import java.util.List;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import dev.fundbell.dataflow.server.platform.LeapDay;
import dev.fundbell.dataflow.server.platform.Platform;
import dev.fundbell.dataflow.server.platform.Rest;
import dev.fundbell.dataflow.server.platform.SecuredUsers;
import dev.fundbell.dataflow.server.platform.Tasks;
import dev.fundbell.dataflow.server.platform.TestServer;
import dev.fundbell.test.browser.Chromium;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The operators' page behind HTTP Basic, for users of different roles. */
class SecuredSchedulesPageIT {

	private static final String SEND = """
			([method, path]) => fetch(new URL('../' + path, document.baseURI), { method }).then((answer) => answer.status)
			""";

	/** A run is a process of its own. */
	private static final LocatorAssertions.HasTextOptions RUN = new LocatorAssertions.HasTextOptions()
		.setTimeout(90_000);

	private static final String TASK = "secured-on-page";

	private static final String SCHEDULE = "secured-schedule";

	private final TestServer server = Platform.secured();

	private final Rest operator = SecuredUsers.OPERATOR.rest();

	private Chromium chromium;

	@BeforeEach
	void start() {
		this.chromium = Chromium.start();
		new Tasks(this.operator).define(TASK);
	}

	@AfterEach
	void stop() {
		if (this.chromium != null) {
			this.chromium.close();
			this.operator.delete("/tasks/schedules/{}", SCHEDULE);
			this.operator.delete("/tasks/definitions/{}", TASK);
		}
	}

	@Test
	void withoutTheRightPasswordThereIsNoPage() {
		Page page = profile(SecuredUsers.VIEWER.user(), "wrong").newPage();
		assertThatExceptionOfType(PlaywrightException.class).as("a refusal without a page")
			.isThrownBy(() -> page.navigate(this.server.url() + "/schedules/"))
			.withMessageContaining("ERR_HTTP_RESPONSE_CODE_FAILURE");
	}

	@Test
	void theDashboardOpensAtABookmark() {
		Page page = profile(SecuredUsers.VIEWER.user(), SecuredUsers.VIEWER.password()).newPage();
		page.navigate(this.server.url() + "/dashboard/index.html#/tasks-jobs/tasks");
		assertThat(page.getByText(TASK).first()).isVisible();
	}

	@Test
	void aViewerSeesEverythingAndCanPressNoButton() {
		assertThat(create(this.operator)).isEqualTo(201);
		Page page = open(SecuredUsers.VIEWER, "");
		assertThat(page.locator("#user")).hasText(SecuredUsers.VIEWER.user());
		assertThat(row(page)).containsText(LeapDay.CRON);
		assertThat(page.getByRole(AriaRole.BUTTON)).hasCount(0);
		row(page).getByRole(AriaRole.LINK).click();
		assertThat(page.locator("h1")).containsText(SCHEDULE);
		assertThat(page.locator(".upcoming li")).hasCount(5);
		assertThat(page.getByRole(AriaRole.BUTTON)).hasCount(0);
		for (String change : List.of("pause", "run", "backfill?from=x&to=x")) {
			assertThat(send(page, "POST", "tasks/schedules/" + SCHEDULE + "/" + change)).as(change).isEqualTo(403);
		}
		assertThat(send(page, "DELETE", "tasks/schedules/" + SCHEDULE)).isEqualTo(403);
	}

	@Test
	void aPlannersScheduleHasItsWholeLifeThere() {
		Page page = open(SecuredUsers.PLANNER, "");
		assertThat(send(page, "POST", creation())).isEqualTo(201);
		page.reload();
		row(page).getByRole(AriaRole.LINK).click();
		button(page, "Edit").click();
		Locator dialog = page.getByRole(AriaRole.DIALOG);
		assertThat(dialog.locator(".preview li")).hasCount(5);
		dialog.getByLabel("Cron expression").fill("30 8 29 2 *");
		assertThat(dialog.locator(".preview li").first()).containsText("08:30:00");
		button(page, "Save").click();
		assertThat(page.locator("dl")).containsText("30 8 29 2 *");
		button(page, "Run now").click();
		Locator runs = page.locator(".runs tbody tr");
		assertThat(runs.getByRole(AriaRole.BUTTON)).hasCount(0);
		assertThat(runs.locator(".badge")).hasText("succeeded", RUN);
		button(page, "Pause").click();
		assertThat(page.locator("h1 .badge")).hasText("paused");
		button(page, "Resume").click();
		assertThat(page.locator("h1 .badge")).hasText("active");
		backfill(page);
		assertThat(runs).hasCount(2);
		assertThat(send(page, "DELETE", "tasks/schedules/" + SCHEDULE)).isEqualTo(200);
		page.navigate(this.server.url() + "/schedules/");
		assertThat(page.locator("h1")).hasText("Schedules");
		assertThat(row(page)).hasCount(0);
	}

	private static void backfill(Page page) {
		String leapDay = LeapDay.next(9, "Asia/Seoul").toLocalDate().minusYears(4).toString();
		button(page, "Backfill").click();
		page.getByLabel("First day").fill(leapDay);
		page.getByLabel("Last day").fill(leapDay);
		button(page, "Add the runs").click();
		assertThat(page.locator("#notice")).hasText("1 run was added.");
	}

	private static int create(Rest rest) {
		return rest
			.post("/tasks/schedules?scheduleName={}&taskDefinitionName={}&properties={}", SCHEDULE, TASK,
					"scheduler.cron.expression=" + LeapDay.CRON)
			.status();
	}

	/** As the dashboard's page creates it. */
	private static String creation() {
		return "tasks/schedules?scheduleName=" + SCHEDULE + "&taskDefinitionName=" + TASK
				+ "&properties=scheduler.cron.expression%3D" + LeapDay.CRON.replace(" ", "%20");
	}

	private static int send(Page page, String method, String path) {
		return (Integer) page.evaluate(SEND, List.of(method, path));
	}

	private Page open(SecuredUsers user, String hash) {
		Page page = profile(user.user(), user.password()).newPage();
		page.navigate(this.server.url() + "/schedules/" + hash);
		page.locator("h1").waitFor();
		return page;
	}

	private BrowserContext profile(String user, String password) {
		BrowserContext context = this.chromium.browser()
			.newContext(new Browser.NewContextOptions().setHttpCredentials(user, password));
		context.setDefaultTimeout(Chromium.PATIENCE.toMillis());
		return context;
	}

	private static Locator row(Page page) {
		return page.locator(".schedules tbody tr", new Page.LocatorOptions().setHasText(SCHEDULE));
	}

	private static Locator button(Page page, String name) {
		return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
	}

}
