package dev.fundbell.endtoend;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import dev.fundbell.endtoend.Fundbell.Outcome;
import dev.fundbell.test.Rows;
import dev.fundbell.test.Today;
import dev.fundbell.test.TraceCollector;
import dev.fundbell.test.TraceCollector.CollectedSpan;
import dev.fundbell.test.browser.Chromium;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.jdbc.core.simple.JdbcClient;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The README's first command, and what an operator and a user do then: tasks launched
 * through the real Data Flow, notifications on the real page.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UpIT {

	private static final long JIMIN = 1;

	private static final String TASK = "coupon-expiry-task";

	private final TraceCollector collector = new TraceCollector();

	private Fundbell fundbell;

	private Outcome up;

	@BeforeAll
	void up(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path directory) throws IOException, InterruptedException {
		this.fundbell = new Fundbell(directory,
				Map.of("FUNDBELL_TRACING_ENDPOINT", this.collector.endpoint(), "FUNDBELL_TRACING_ONEIN", "1"));
		this.up = this.fundbell.run("up", "-d");
		// Only the tests launch anything.
		this.fundbell.run("schedule", "pause", "coupon-expiry", "funding-reminder", "funding-close", "retention");
	}

	@AfterAll
	void down() throws IOException, InterruptedException {
		Outcome down = this.fundbell.run("down");
		assertThat(down.exitCode()).as(down.output()).isZero();
		this.collector.close();
		assertThat(this.fundbell.isListening()).as("whether something still listens").isFalse();
	}

	@Test
	void showsTheFirstNotificationAndWhereEverythingIs() {
		assertThat(this.up.exitCode()).as(this.up.output()).isZero();
		assertThat(this.up.output()).contains("4 arrived over SSE", "쿠폰이", "펀딩이 성공했습니다", "목표 금액에 이르지 못하고", "관심 펀딩이",
				"exit code 0", "Fundbell is up.", this.fundbell.dataFlowUrl() + "/dashboard", this.fundbell.sinkUrl());
	}

	@Test
	void tracesANotificationFromTheTaskToBrowserAndPhone() {
		await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
			Map<String, Set<String>> traces = this.collector.spans()
				.stream()
				.collect(Collectors.groupingBy(CollectedSpan::traceId, Collectors
					.mapping((span) -> span.app().get("service.name") + ": " + span.name(), Collectors.toSet())));
			assertThat(traces.values()).contains(Set.of(TASK + ": publish notification", "sse-sink: push to browsers",
					"sms-sink: store SMS", "sms-sink: send SMS"));
		});
	}

	@Test
	void saysSoWhenItRunsAlready() throws IOException, InterruptedException {
		Outcome again = this.fundbell.run("up", "-d");
		assertThat(again.exitCode()).isEqualTo(1);
		assertThat(again.output()).contains("runs already").hasLineCount(1);
	}

	@Test
	void keepsTheTemporaryFilesOfItsServersWithItsOwn() {
		assertThat(this.fundbell.state().resolve("tmp/skipper")).isNotEmptyDirectory();
		assertThat(this.fundbell.state().resolve("tmp/dataflow")).isNotEmptyDirectory();
	}

	@Test
	void showsWhatRuns() throws IOException, InterruptedException {
		Outcome status = this.fundbell.run("status");
		assertThat(status.exitCode()).isZero();
		assertThat(status.output()).contains("MariaDB", "Kafka", "Skipper", "Data Flow", "sse-sink", "sms-sink");
	}

	@Test
	void schedulesTheTasks() throws IOException, InterruptedException {
		Outcome list = this.fundbell.run("schedule", "list");
		assertThat(list.output()).containsPattern("coupon-expiry +coupon-expiry-task +0 9 \\* \\* \\* +" + Today.ZONE)
			.containsPattern("funding-reminder +funding-reminder-task +0 9 \\* \\* \\* +" + Today.ZONE)
			.containsPattern("funding-close +funding-close-task +\\*/5 \\* \\* \\* \\* +" + Today.ZONE)
			.containsPattern("retention +retention-task +0 4 \\* \\* 0 +" + Today.ZONE);

		Outcome run = this.fundbell.run("schedule", "run", "funding-reminder");
		assertThat(run.exitCode()).as(run.output()).isZero();
		assertThat(this.fundbell.run("schedule", "list").output()).containsPattern("funding-reminder .* exit code 0");

		Outcome wrong = this.fundbell.run("schedule", "edit", "funding-close", "--cron=99 * * * *");
		assertThat(wrong.exitCode()).isEqualTo(1);
		assertThat(wrong.output()).contains("'99 * * * *' is no cron expression").hasLineCount(1);
	}

	@Test
	void tellsWhyATaskFailed() throws IOException, InterruptedException {
		Outcome launch = this.fundbell.run("launch", TASK, "--lead-days=-1");
		assertThat(launch.exitCode()).as(launch.output()).isNotZero();
		assertThat(launch.output()).contains("lead");
	}

	@Test
	void showsWhatPhonesGetAndRedrivesWhatTheyCouldNot() throws IOException, InterruptedException {
		JdbcClient jdbc = JdbcClient.create(this.fundbell.database());
		jdbc.sql("UPDATE users SET phone_number = '+8210999' WHERE id = 2").update();
		Outcome ring = this.fundbell.run("ring");
		assertThat(ring.exitCode()).as(ring.output()).isZero();
		await().atMost(Duration.ofSeconds(60))
			.untilAsserted(
					() -> assertThat(this.fundbell.run("sms", "failed").output()).contains("FAILED", "INVALID_NUMBER"));
		assertThat(this.fundbell.run("logs", "sms").output()).contains("+821000000001  SMS  [");

		jdbc.sql("UPDATE users SET phone_number = '+821099998888' WHERE id = 2").update();
		Outcome redrive = this.fundbell.run("sms", "redrive", "--all");
		assertThat(redrive.exitCode()).as(redrive.output()).isZero();
		await().atMost(Duration.ofSeconds(60))
			.untilAsserted(() -> assertThat(this.fundbell.run("logs", "sms").output()).contains("+821099998888  SMS"));
		assertThat(this.fundbell.run("sms", "failed").output()).contains("There are no failed messages.");
		assertThat(this.fundbell.run("sms", "redrive", "1").exitCode()).isEqualTo(1);
	}

	@Test
	void rings() throws IOException, InterruptedException {
		try (Chromium chromium = Chromium.start();
				BrowserContext browser = chromium.browser()
					.newContext(new Browser.NewContextOptions().setLocale("ko-KR"))) {
			Page first = signIn(browser);
			Page second = browser.newPage();
			second.navigate(this.fundbell.sinkUrl());
			first.locator("#mark-all").click();
			assertThat(first.locator("article.unread")).hasCount(0);

			launchWithFreshCoupon();
			assertThat(first.locator("article.unread")).hasCount(1);
			assertThat(second.locator("article.unread")).hasCount(1);
			first.locator("article.unread button").click();
			assertThat(second.locator("article.unread")).hasCount(0);

			first.navigate("about:blank");
			second.close();
			launchWithFreshCoupon();
			first.goBack();
			assertThat(first.locator("article.unread")).hasCount(1);
		}
	}

	private Page signIn(BrowserContext browser) {
		Page page = browser.newPage();
		page.navigate(this.fundbell.sinkUrl());
		page.locator(".user").first().click();
		page.locator("#connection[data-state=live]").waitFor();
		return page;
	}

	private void launchWithFreshCoupon() throws IOException, InterruptedException {
		LocalDate tomorrow = Today.date().plusDays(1);
		new Rows(this.fundbell.database()).coupon(JIMIN, 1, "ACTIVE", tomorrow);
		Outcome launch = this.fundbell.run("launch", TASK);
		assertThat(launch.exitCode()).as(launch.output()).isZero();
	}

}
