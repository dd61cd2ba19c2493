package dev.fundbell.sse.clients;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import dev.fundbell.sse.TightSink;
import dev.fundbell.test.SseTestClient;
import dev.fundbell.test.browser.Chromium;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The sink behind nginx. */
class NginxIT extends TightSink {

	@TempDir
	private Path directory;

	/** Heartbeats are too small to push a held back event out of a buffer. */
	@ParameterizedTest
	@CsvSource(nullValues = "-", value = { "'', -", "'gzip_types text/event-stream; gzip_proxied any;', gzip" })
	void passesEachEventOnAtOnce(String configuration, String encoding) throws Exception {
		long user = this.rows.user("ko");
		String token = signIn(user);
		try (Nginx nginx = Nginx.start(this.directory, this.port, configuration)) {
			String url = nginx.url("127.0.0.1") + "/api/notification/subscribe/" + user;
			try (SseTestClient head = SseTestClient.connect(URI.create(url),
					Map.of("Authorization", "Bearer " + token, "Accept-Encoding", "gzip"))) {
				assertThat(head.header("Content-Encoding")).isEqualTo(encoding);
			}
			try (RunningClient client = RealClient.CURL.start(url, token)) {
				await().until(() -> client.greetings() == 1);
				for (int events = 1; events <= 3; events++) {
					long id = publish(user);
					await().untilAsserted(() -> assertThat(client.notificationIds()).last().isEqualTo(id));
				}
				assertThat(client.greetings()).isOne();
			}
		}
	}

	@Test
	void aPageOnItsHostSubscribesAndMarksAsRead() throws Exception {
		long user = this.rows.user("ko");
		String token = signIn(user);
		try (Nginx nginx = Nginx.start(this.directory, this.port, ""); Chromium chromium = Chromium.start()) {
			String url = nginx.url("shop.localhost");
			BrowserContext browser = chromium.browser().newContext();
			browser.addCookies(List.of(new Cookie("fundbell-token", token).setUrl(url).setHttpOnly(true)));
			Page page = browser.newPage();
			page.navigate(url);
			ClientPage client = new ClientPage(page).open(Map.of("userId", (int) user));
			client.awaitState("live");
			publish(user);
			client.awaitUnread(1);
			client.markNewestRead();
			assertThat(get("/api/notification/exist", token).body()).isEqualTo("false");
		}
	}

	/** Like a task: the row first, then the record. */
	private long publish(long user) {
		long id = this.rows.published(user, Instant.now());
		this.topics.publish(event(id, user));
		return id;
	}

}
