package dev.fundbell.sse.clients;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import dev.fundbell.sse.TightSink;
import dev.fundbell.test.browser.Chromium;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The example of {@code fundbell-react}, in StrictMode, with React's development build.
 */
class ReactExampleIT extends TightSink {

	private final List<Request> opened = new CopyOnWriteArrayList<>();

	private final List<Request> closed = new CopyOnWriteArrayList<>();

	private final List<String> errors = new CopyOnWriteArrayList<>();

	private Chromium chromium;

	private FrontEnd frontEnd;

	private Page page;

	private long user;

	@BeforeEach
	void start() throws Exception {
		this.chromium = Chromium.start();
		this.frontEnd = new FrontEnd().with("/example/", built());
		this.user = this.rows.user("ko");
		this.page = this.chromium.browser().newContext().newPage();
		this.page.onRequest((request) -> collect(request, this.opened));
		this.page.onRequestFailed((request) -> collect(request, this.closed));
		this.page.onPageError(this.errors::add);
		this.page.onConsoleMessage((message) -> {
			if (message.type().equals("error")) {
				this.errors.add(message.text());
			}
		});
		this.page.navigate(
				this.frontEnd.url("localhost") + "example/?sink=http://localhost:" + this.port + "&user=" + this.user);
		assertThat(this.page.locator("button[title=live]")).isVisible();
	}

	@AfterEach
	void stop() {
		if (this.chromium != null) {
			this.chromium.close();
			this.frontEnd.close();
			assertThat(this.errors).isEmpty();
		}
	}

	@Test
	void showsTheBadgeAndClearsItWhenAllIsRead() {
		assertThat(this.page.locator(".badge")).hasCount(0);
		publish();
		assertThat(this.page.locator(".badge")).hasText("1");
		publish();
		assertThat(this.page.locator(".badge")).hasText("2");
		this.page.locator("li button").first().click();
		assertThat(this.page.locator(".badge")).hasText("1");
		this.page.locator("li button").first().click();
		assertThat(this.page.locator(".badge")).hasCount(0);
		assertThat(this.page.locator("li")).hasCount(2);
	}

	@Test
	void holdsOneStreamForAllComponentsAndNoneOnceTheyAreGone() {
		assertThat(this.opened).hasSize(1);
		this.page.locator("#toggle").click();
		await().pollInSameThread().untilAsserted(() -> {
			this.page.evaluate("1");
			assertThat(this.closed).hasSize(1);
		});
		this.page.locator("#toggle").click();
		assertThat(this.page.locator("button[title=live]")).isVisible();
		assertThat(this.opened).hasSize(2);
		assertThat(this.closed).hasSize(1);
	}

	private static Path built() throws Exception {
		NpmProject clients = NpmProject.clients();
		Path folder = Files.createDirectories(Path.of("target/react-example"));
		Path page = folder.resolve("index.html");
		Files.write(page, Files.readAllBytes(clients.path("react/example/index.html")));
		clients.npm("run", "build", "--workspace", "react/example", "--",
				"--outfile=" + folder.resolve("main.js").toAbsolutePath());
		return folder;
	}

	private static void collect(Request request, List<Request> requests) {
		if (request.url().contains("/api/notification/subscribe/")) {
			requests.add(request);
		}
	}

	/** Like a task: the row first, then the record. */
	private void publish() {
		long id = this.rows.published(this.user, Instant.now());
		this.topics.publish(event(id, this.user));
	}

}
