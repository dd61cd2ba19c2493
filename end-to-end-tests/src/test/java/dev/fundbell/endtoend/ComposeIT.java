package dev.fundbell.endtoend;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import dev.fundbell.servers.HealthEndpoint;
import dev.fundbell.test.Today;
import dev.fundbell.test.browser.Chromium;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The real docker-compose.yml, from nothing: dashboard, page, phone, schedules and
 * Prometheus, also after restarts. Where no container engine runs, it is skipped.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@EnabledIf(value = "dev.fundbell.endtoend.Compose#isPossible",
		disabledReason = "No container engine runs here, Compose is missing, or the images can be neither pulled nor replaced")
class ComposeIT {

	private static final Duration START = Duration.ofMinutes(8);

	private static final Duration DELIVERY = Duration.ofMinutes(2);

	private static final String FUNDING = """
			INSERT INTO fundings (title, target_amount, deadline, status, created_at)
			VALUES ('%s', 1000, UTC_TIMESTAMP(), 'SUCCEEDED', UTC_TIMESTAMP());
			INSERT INTO coupons (user_id, funding_id, amount, status, expiration_date, created_at)
			VALUES (1, LAST_INSERT_ID(), 5000, 'ACTIVE', '%s', UTC_TIMESTAMP());
			""";

	/** The brackets keep the script from finding itself. */
	private static final String KILL = """
			for process in /proc/[0-9]*; do
				if tr '\\0' ' ' <"$process/cmdline" | grep -q '/[%s]%s-'; then kill -9 "${process#/proc/}"; fi
			done
			""";

	private final HttpClient http = HttpClient.newHttpClient();

	private Compose compose;

	private Chromium chromium;

	private Page page;

	private boolean started;

	@BeforeAll
	void up(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path directory) throws IOException, InterruptedException {
		this.chromium = Chromium.start();
		this.compose = new Compose("fundbell-test", "docker-compose.yml", directory);
		this.started = true;
		upAndReady();
		// Only the test launches anything.
		assertThat(post("/tasks/schedules/*/pause")).isEqualTo(200);
		this.page = this.chromium.browser().newPage(new Browser.NewPageOptions().setLocale("ko-KR"));
		this.page.navigate(this.compose.url("SINK"));
		this.page.locator(".user").first().click();
	}

	@AfterAll
	void down() throws IOException, InterruptedException {
		if (this.started) {
			this.chromium.close();
			this.compose.remove();
		}
	}

	@Test
	void asksEverybodyToSignIn() throws IOException, InterruptedException {
		HttpRequest apps = HttpRequest.newBuilder(URI.create(this.compose.url("DATAFLOW") + "/apps")).build();
		assertThat(this.http.send(apps, BodyHandlers.discarding()).statusCode()).isEqualTo(401);
	}

	@Test
	void theDashboardShowsEverything() throws IOException {
		String password = this.compose.secret("OPERATOR_PASSWORD");
		try (BrowserContext browser = this.chromium.browser()
			.newContext(new Browser.NewContextOptions().setViewportSize(1400, 1000)
				.setHttpCredentials("operator", password))) {
			Page dashboard = browser.newPage();
			shows(dashboard, "apps", "coupon-expiry-task", "retention-task", "sse-sink", "sms-sink");
			shows(dashboard, "tasks-jobs/tasks", "coupon-expiry-task", "funding-close-task", "funding-reminder-task");
			shows(dashboard, "tasks-jobs/schedules", "coupon-expiry", "retention");
			shows(dashboard, "streams/list", "browser-push", "phone-push");
			shows(dashboard, "streams/runtime", "browser-push.sse-sink", "phone-push.sms-sink");
			screenshot(dashboard, "dashboard");
		}
	}

	private void shows(Page dashboard, String path, String... texts) {
		dashboard.navigate(this.compose.url("DATAFLOW") + "/dashboard/index.html#/" + path);
		for (String text : texts) {
			assertThat(dashboard.getByText(text).first()).isVisible();
		}
	}

	@Test
	void aScheduleFires() throws IOException, InterruptedException {
		this.compose.fundbell("schedule", "create", "often", "--task=retention-task", "--cron=*/5 * * * * *",
				"--arguments=--dry-run=true");
		await().atMost(DELIVERY)
			.pollInterval(Duration.ofSeconds(2))
			.until(() -> this.compose.fundbell("schedule", "history", "often").contains("succeeded"));
		this.compose.fundbell("schedule", "delete", "often");
	}

	@ParameterizedTest
	@ValueSource(strings = { "kafka", "mariadb", "skipper", "dataflow", "define" })
	void ringsAfterARestartOf(String service) throws IOException, InterruptedException {
		this.compose.restart(service);
		await().atMost(START).pollInterval(Duration.ofSeconds(1)).until(() -> this.compose.isHealthy(service));
		awaitHealth();
		assertThatItRings("after a restart of " + service);
	}

	@ParameterizedTest
	@ValueSource(strings = { "sse-sink", "sms-sink" })
	void ringsAfterASinkHasDied(String sink) throws IOException, InterruptedException {
		this.compose.execute("skipper", KILL.formatted(sink.charAt(0), sink.substring(1)));
		await().atMost(DELIVERY).until(() -> !isUp(health(sink)));
		awaitHealth();
		assertThatItRings("after the death of " + sink);
	}

	@Test
	void keepsItsDataWhenItIsTakenDown() throws IOException, InterruptedException {
		assertThatItRings("before");
		this.compose.down();
		upAndReady();
		this.page.reload();
		assertThat(article("before")).isVisible();
		assertThatItRings("after");
		screenshot(this.page, "page");
	}

	@Test
	void prometheusScrapesEachPartAndRaisesAlerts() throws IOException, InterruptedException {
		this.compose.run("up", "--detach", "prometheus", "push-gateway");
		String prometheus = this.compose.url("PROMETHEUS") + "/api/v1/";
		await().atMost(DELIVERY)
			.ignoreExceptionsInstanceOf(IOException.class)
			.untilAsserted(() -> assertThat(get(prometheus + "targets?state=active").split("\"health\":\"up\"", -1))
				.hasSize(5));
		this.compose.fundbell("schedule", "create", "failing", "--task=coupon-expiry-task", "--cron=@yearly",
				"--arguments=--lead-days=-1");
		post("/tasks/schedules/failing/run");
		await().atMost(DELIVERY)
			.untilAsserted(() -> assertThat(get(prometheus + "alerts"))
				.containsPattern("FundbellRunsFailed[^}]*}[^}]*}[^}]*\"state\":\"firing\""));
	}

	private void upAndReady() throws IOException, InterruptedException {
		this.compose.run("up", "--detach");
		awaitHealth();
	}

	private void assertThatItRings(String title) throws IOException, InterruptedException {
		String sql = FUNDING.formatted(title, Today.date().plusDays(1));
		this.compose.execute("mariadb", "MYSQL_PWD=%s mariadb --user=fundbell fundbell -e \"%s\""
			.formatted(this.compose.secret("FUNDBELL_PASSWORD"), sql));
		assertThat(post("/tasks/executions?name=coupon-expiry-task")).isEqualTo(201);
		assertThat(article(title)).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(DELIVERY.toMillis()));
		await().atMost(DELIVERY)
			.pollInterval(Duration.ofSeconds(1))
			.until(() -> this.compose.execute("skipper", "cat /state/logs/sms.log").contains("[" + title + "]"));
	}

	private Locator article(String title) {
		return this.page.locator("article").filter(new Locator.FilterOptions().setHasText("[" + title + "]"));
	}

	private static void screenshot(Page page, String name) {
		page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/screenshots/compose-" + name + ".png")));
	}

	private void awaitHealth() {
		for (String health : List.of(this.compose.url("DATAFLOW") + "/management/health", health("sse-sink"),
				this.compose.url("SINK") + "/actuator/health/broker", health("sms-sink"))) {
			await(health).atMost(START).pollInterval(Duration.ofSeconds(1)).until(() -> isUp(health));
		}
	}

	private boolean isUp(String url) {
		return new HealthEndpoint(URI.create(url)).isUp();
	}

	private String health(String sink) {
		return this.compose.url(sink.equals("sms-sink") ? "SMS" : "SINK") + "/actuator/health/readiness";
	}

	private String get(String url) throws IOException, InterruptedException {
		return this.http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString()).body();
	}

	private int post(String path) throws IOException, InterruptedException {
		String credentials = "operator:" + this.compose.secret("OPERATOR_PASSWORD");
		HttpRequest request = HttpRequest.newBuilder(URI.create(this.compose.url("DATAFLOW") + path))
			.header("Authorization",
					"Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)))
			.POST(BodyPublishers.noBody())
			.build();
		HttpResponse<String> response = this.http.send(request, BodyHandlers.ofString());
		return response.statusCode();
	}

}
