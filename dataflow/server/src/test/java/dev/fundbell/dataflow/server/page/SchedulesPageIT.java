package dev.fundbell.dataflow.server.page;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.fundbell.dataflow.server.platform.LeapDay;
import dev.fundbell.dataflow.server.platform.Platform;
import dev.fundbell.dataflow.server.platform.Rest;
import dev.fundbell.dataflow.server.platform.Tasks;
import dev.fundbell.dataflow.server.platform.TestServer;
import dev.fundbell.test.browser.Chromium;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** The operators' page in a browser. A script error fails the test. */
class SchedulesPageIT {

	private static final String HOSTILE = "<img src=x onerror=alert(1)>";

	private static final String SHIFTS = """
			() => new Promise(resolve => {
				let sum = 0;
				new PerformanceObserver(list => list.getEntries().forEach(entry => sum += entry.value))
					.observe({ type: 'layout-shift', buffered: true });
				requestAnimationFrame(() => requestAnimationFrame(() => resolve(sum)));
			})""";

	private static final String ADD_RUN = """
			INSERT INTO fundbell_schedule_runs (schedule, due, kind, state, attempt, started, ended, reason)
			VALUES (?, ?, 'SCHEDULED', ?, 1, ?, ?, ?)
			""";

	private final TestServer server = Platform.server();

	private final Rest rest = this.server.rest();

	private final List<String> scriptErrors = new ArrayList<>();

	private Chromium chromium;

	private String task;

	@BeforeEach
	void start() {
		this.chromium = Chromium.start();
		this.task = new Tasks(this.server).define("on-page");
		create("on-page-one", "--fundbell.probe.sleep=1ms");
	}

	@AfterEach
	void stop() {
		if (this.chromium != null) {
			this.chromium.close();
			this.rest.delete("/tasks/definitions/{}", this.task);
			this.server.jdbc().update("DELETE FROM fundbell_schedule_runs WHERE schedule LIKE 'on-page-%'");
		}
		assertThat(this.scriptErrors).isEmpty();
	}

	@Test
	void showsNextAndLastRunOfEachScheduleAndFiltersThem() {
		create("on-page-two", "");
		addRun("on-page-one", 1, "FAILED", 5, "exit code 3: why");
		Page page = open(profile(new Browser.NewContextOptions()), "");
		Locator row = row(page, "on-page-one");
		assertThat(row).containsText(LeapDay.CRON);
		assertThat(row).containsText("Asia/Seoul");
		assertThat(row).containsText(LeapDay.next(9, "Asia/Seoul").toLocalDate() + " 09:00");
		assertThat(row.locator(".badge")).hasText("failed");
		assertThat(row).containsText("exit code 3: why");
		assertThat(row(page, "on-page-two")).containsText("never");
		page.getByRole(AriaRole.SEARCHBOX).fill("page-two");
		assertThat(row(page, "on-page-one")).hasCount(0);
		assertThat(row(page, "on-page-two")).isVisible();
		page.getByRole(AriaRole.SEARCHBOX).fill("no such");
		assertThat(page.getByText("No schedule has this")).isVisible();
	}

	@Test
	void showsTextsAsTexts() {
		create("on-page-hostile", "--note='" + HOSTILE + "'");
		addRun("on-page-hostile", 1, "FAILED", 5, HOSTILE);
		Page page = open(profile(new Browser.NewContextOptions()), "");
		assertThat(row(page, "on-page-hostile")).containsText(HOSTILE);
		row(page, "on-page-hostile").getByRole(AriaRole.LINK).click();
		assertThat(page.locator(".runs .reason")).hasText(HOSTILE);
		assertThat(page.locator("dl")).containsText(HOSTILE);
		assertThat(page.locator("main img")).hasCount(0);
	}

	@Test
	void runsAScheduleNowAndStopsItsRun() {
		create("on-page-long", "--fundbell.probe.sleep=10m");
		Page page = open(profile(new Browser.NewContextOptions()), "#on-page-long");
		button(page, "Run now").click();
		assertThat(page.locator("#notice")).containsText("on-page-long runs now, as execution");
		Locator run = page.locator(".runs tbody tr");
		assertThat(run.locator(".badge")).hasText("running");
		assertThat(run).containsText("by hand");
		run.getByRole(AriaRole.BUTTON).click();
		button(page, "Stop it").click();
		assertThat(run.locator(".badge")).hasText("failed");
		assertThat(run).containsText("stopped on request");
		assertThat(page.getByRole(AriaRole.IMG)).hasAttribute("aria-label",
				Pattern.compile("Durations of 1 runs: .* 1 failed"));
	}

	@Test
	void pausesAndResumesByKeyboardAndKeepsTheFocus() {
		Page page = open(profile(new Browser.NewContextOptions()), "");
		row(page, "on-page-one").getByText("Pause").focus();
		page.keyboard().press("Enter");
		assertThat(row(page, "on-page-one").locator(".badge")).hasText("paused");
		assertThat(row(page, "on-page-one").getByText("Resume")).isFocused();
		page.keyboard().press("Enter");
		assertThat(row(page, "on-page-one").getByText("Pause")).isFocused();
	}

	@Test
	void pausesEverythingAfterAQuestionAndResumesIt() {
		Page page = open(profile(new Browser.NewContextOptions()), "");
		button(page, "Pause everything").click();
		page.keyboard().press("Escape");
		assertThat(row(page, "on-page-one").locator(".badge")).hasCount(0);
		button(page, "Pause everything").click();
		page.getByRole(AriaRole.DIALOG)
			.getByText("Pause everything", new Locator.GetByTextOptions().setExact(true))
			.click();
		assertThat(row(page, "on-page-one").locator(".badge")).hasText("paused");
		button(page, "Resume everything").click();
		assertThat(row(page, "on-page-one").locator(".badge")).hasCount(0);
	}

	@Test
	void editsWithAPreviewAndLeavesTheRestAsItIs() {
		Page page = open(profile(new Browser.NewContextOptions()), "#on-page-one");
		button(page, "Edit").click();
		Locator dialog = page.getByRole(AriaRole.DIALOG);
		assertThat(dialog.locator(".preview li")).hasCount(5);
		dialog.getByLabel("Cron expression").fill("61 * * * *");
		assertThat(dialog.locator(".preview")).containsText("is no cron expression");
		button(page, "Save").click();
		assertThat(dialog.getByRole(AriaRole.ALERT)).containsText("is no cron expression");
		dialog.getByLabel("Cron expression").fill("30 8,18 29 2 *");
		assertThat(dialog.locator(".preview li").first())
			.containsText(LeapDay.next(8, "Asia/Seoul").toLocalDate() + " 08:30:00");
		dialog.getByText("When runs overlap").click();
		dialog.getByLabel("While the last run").selectOption("queue");
		dialog.getByLabel("Maximum run time").fill("2h");
		button(page, "Save").click();
		assertThat(dialog).hasCount(0);
		assertThat(page.locator("dl")).containsText("30 8,18 29 2 *");
		assertThat(page.locator("dl")).containsText("7200s");
		assertThat(page.locator("dl")).containsText("queue");
		assertThat(page.locator("dl")).containsText("--fundbell.probe.sleep=1ms");
		assertThat(page.locator(".upcoming li")).hasCount(5);
	}

	@Test
	void backfillsDaysAndShowsARefusalInTheDialog() {
		Page page = open(profile(new Browser.NewContextOptions()), "#on-page-one");
		button(page, "Backfill").click();
		Locator dialog = page.getByRole(AriaRole.DIALOG);
		String day = LeapDay.next(9, "Asia/Seoul").toLocalDate().minusYears(4).toString();
		dialog.getByLabel("First day").fill(LocalDateTime.now(ZoneOffset.UTC).toLocalDate().plusDays(2).toString());
		dialog.getByLabel("Last day").fill(LocalDateTime.now(ZoneOffset.UTC).toLocalDate().plusDays(3).toString());
		button(page, "Add the runs").click();
		assertThat(dialog.getByRole(AriaRole.ALERT)).containsText("was not due at any time that has passed");
		dialog.getByLabel("First day").fill(day);
		dialog.getByLabel("Last day").fill(day);
		button(page, "Add the runs").click();
		assertThat(page.locator("#notice")).hasText("1 run was added.");
		assertThat(page.locator(".runs tbody tr")).containsText("backfill");
	}

	@Test
	void saysThatItLoadsAndThatTheServerDoesNotAnswer() {
		Page page = profile(new Browser.NewContextOptions()).newPage();
		SlowServer server = new SlowServer(page, "**/tasks/schedules");
		page.navigate(this.server.url() + "/schedules/");
		server.awaitRequest();
		assertThat(page.locator("#loading")).hasText("Loading…");
		server.giveUp();
		assertThat(page.getByRole(AriaRole.ALERT)).hasText("The server does not answer.");
		assertThat(page.locator("#loading")).isEmpty();
		server.answerAgain();
		assertThat(row(page, "on-page-one")).isVisible();
		assertThat(page.getByRole(AriaRole.ALERT)).isHidden();
	}

	@Test
	void saysThatItLoadsWhenAScheduleIsOpened() {
		Page page = open(profile(new Browser.NewContextOptions()), "");
		SlowServer server = new SlowServer(page, "**/on-page-one/runs**");
		row(page, "on-page-one").getByRole(AriaRole.LINK).click();
		server.awaitRequest();
		assertThat(page.locator("#loading")).hasText("Loading…");
		assertThat(page.locator("h1")).hasText("Schedules");
	}

	@Test
	void showsTheTimesInAReasonInTheSchedulesZone() {
		addRun("on-page-one", 1, "FAILED", 5, "retry 1, not before " + Instant.EPOCH);
		Page page = open(profile(new Browser.NewContextOptions()), "");
		assertThat(row(page, "on-page-one")).containsText("retry 1, not before 1970-01-01 09:00");
		row(page, "on-page-one").getByRole(AriaRole.LINK).click();
		assertThat(page.locator(".runs .reason")).hasText("retry 1, not before 1970-01-01 09:00");
	}

	@Test
	void saysWhatTheServerRefuses() {
		Page page = open(profile(new Browser.NewContextOptions()), "#on-page-one");
		this.rest.delete("/tasks/schedules/on-page-one");
		button(page, "Pause").click();
		assertThat(page.locator("#notice")).containsText("no schedule named 'on-page-one'");
	}

	@ParameterizedTest
	@CsvSource({ "390,LIGHT", "390,DARK", "1280,LIGHT", "1280,DARK" })
	void fitsItsWindowAndNothingJumps(int width, ColorScheme colors) {
		create("on-page-with-a-long-name-that-needs-more-than-one-line", "--run-date={due:yyyy-MM-dd} --lead-days=3");
		this.rest.post("/tasks/schedules/on-page-with-a-long-name-that-needs-more-than-one-line/pause");
		String[] states = { "SUCCEEDED", "SUCCEEDED", "FAILED", "SUCCEEDED", "SKIPPED", "SUCCEEDED", "LOST", "MISSED" };
		for (int run = 40; run > 0; run--) {
			addRun("on-page-one", run, states[run % states.length], 20 + run * 7 % 60, "exit code 0");
		}
		BrowserContext context = profile(
				new Browser.NewContextOptions().setViewportSize(width, 900).setColorScheme(colors));
		Page list = open(context, "");
		assertFits(list, "list-" + width + "-" + colors);
		Page detail = open(context, "#on-page-one");
		assertThat(detail.locator(".chart .bar").last()).isVisible();
		assertThat(detail.locator(".chart .bar").count()).isBetween(20, 40);
		assertFits(detail, "detail-" + width + "-" + colors);
		button(detail, "Edit").click();
		assertThat(detail.locator(".preview li")).hasCount(5);
		assertFits(detail, "edit-" + width + "-" + colors);
	}

	@Test
	void theDashboardsMenuLinksToIt() {
		Page page = profile(new Browser.NewContextOptions()).newPage();
		page.navigate(this.server.url() + "/dashboard/index.html#/tasks-jobs/schedules");
		assertThat(page.getByText("History, run now, pause, edit and backfill")).isVisible();
		page.screenshot(screenshot("dashboard-link"));
		page.locator("clr-vertical-nav").getByText("Schedule runs").click();
		assertThat(page.locator("h1")).hasText("Schedules");
	}

	@Test
	void allowsNoScriptsOfOthersAndNoFrames() {
		Page page = profile(new Browser.NewContextOptions()).newPage();
		assertThat(page.navigate(this.server.url() + "/schedules").headers().get("content-security-policy"))
			.contains("script-src 'self';", "frame-ancestors 'none'");
		assertThat(page).hasURL(this.server.url() + "/schedules/");
	}

	private void assertFits(Page page, String name) {
		assertThat((Number) page.evaluate(SHIFTS)).as("layout shift of %s", name).isEqualTo(0);
		assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth")).as("%s fits", name)
			.isEqualTo(true);
		page.screenshot(screenshot(name));
	}

	private static Page.ScreenshotOptions screenshot(String name) {
		return new Page.ScreenshotOptions().setPath(Platform.TARGET.resolve("screenshots/page-" + name + ".png"));
	}

	private BrowserContext profile(Browser.NewContextOptions options) {
		BrowserContext context = this.chromium.browser().newContext(options);
		context.setDefaultTimeout(Chromium.PATIENCE.toMillis());
		context.onWebError((error) -> this.scriptErrors.add(error.error()));
		context.onConsoleMessage(this::check);
		return context;
	}

	// A refused request is an error on the console, too.
	private void check(ConsoleMessage message) {
		if (message.type().equals("error") && !message.text().startsWith("Failed to load resource")) {
			this.scriptErrors.add(message.text());
		}
	}

	private Page open(BrowserContext context, String hash) {
		Page page = context.newPage();
		page.navigate(this.server.url() + "/schedules/" + hash);
		page.locator("h1").waitFor();
		return page;
	}

	private static Locator row(Page page, String schedule) {
		return page.locator(".schedules tbody tr", new Page.LocatorOptions().setHasText(schedule));
	}

	private static Locator button(Page page, String name) {
		return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
	}

	private void create(String name, String arguments) {
		this.rest.post("/tasks/schedules?scheduleName={}&taskDefinitionName={}&properties={}&arguments={}", name,
				this.task, "scheduler.cron.expression=" + LeapDay.CRON, arguments);
	}

	private void addRun(String schedule, int daysAgo, String state, int seconds, String reason) {
		LocalDateTime due = LocalDateTime.now(ZoneOffset.UTC).minusDays(daysAgo);
		boolean launched = !state.equals("SKIPPED") && !state.equals("MISSED");
		this.server.jdbc()
			.update(ADD_RUN, schedule, due, state, launched ? due : null, due.plusSeconds(launched ? seconds : 0),
					reason);
	}

}
