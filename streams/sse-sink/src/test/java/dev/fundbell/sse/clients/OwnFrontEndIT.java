package dev.fundbell.sse.clients;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import com.microsoft.playwright.Page;
import dev.fundbell.sse.TightSink;
import dev.fundbell.test.browser.Chromium;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A front end on another host than the sink, as docs/browser-clients.md describes it. The
 * sink allows the origins www.app.localhost and www.partner.localhost.
 */
class OwnFrontEndIT extends TightSink {

	private static final String COOKIE = "fundbell-token=%s; Domain=app.localhost; Path=/; HttpOnly; Secure; SameSite=Strict";

	private static final String BARE_EVENT_SOURCE = """
			(url) => {
			  window.received = [];
			  new EventSource(url, { withCredentials: true }).addEventListener('sse', ({ lastEventId }) => received.push(lastEventId));
			}""";

	private static final String SUBSCRIBE_BY_TOKEN = """
			async ([sink, user, token]) => {
			  window.received = '';
			  window.headers = { Authorization: `Bearer ${token}` };
			  const answer = await fetch(`${sink}/api/notification/subscribe/${user}`, { headers });
			  answer.body.pipeThrough(new TextDecoderStream()).pipeTo(new WritableStream({ write: (text) => { received += text; } }));
			  return answer.status;
			}""";

	/** Returns the status, or 0 where the browser lets the page have no answer. */
	private static final String MARK_READ = """
			([sink, headers]) => fetch(`${sink}/api/notifications/read`, { method: 'PUT', credentials: 'include', headers })
			  .then(({ status }) => status, () => 0)""";

	private Chromium chromium;

	private Page page;

	private FrontEnd frontEnd;

	private long user;

	private String token;

	@BeforeEach
	void start() throws Exception {
		this.chromium = Chromium.start();
		this.page = this.chromium.browser().newContext().newPage();
		this.user = this.rows.user("ko");
		this.token = signIn(this.user);
		this.frontEnd = new FrontEnd().with("/client/", NpmProject.ROOT.resolve("clients/fundbell-client/src"))
			.withSignIn(COOKIE.formatted(this.token));
		this.page.navigate(this.frontEnd.url("www.app.localhost") + "sign-in");
	}

	@AfterEach
	void stop() {
		if (this.chromium != null) {
			this.chromium.close();
			this.frontEnd.close();
		}
	}

	@Test
	void anAllowedSubdomainOfTheSameSiteSubscribesAndMarksAsRead() throws Exception {
		ClientPage client = open();
		client.awaitState("live");
		publish();
		client.awaitUnread(1);
		client.markNewestRead();
		assertThat(get("/api/notification/exist", this.token).body()).isEqualTo("false");
	}

	@Test
	void anAllowedSubdomainMayUseABareEventSource() throws Exception {
		this.page.evaluate(BARE_EVENT_SOURCE, sink() + "/api/notification/subscribe/" + this.user);
		this.page.waitForFunction("received.length === 1");
		long id = publish();
		this.page.waitForFunction("received.length === 2");
		assertThat(this.page.evaluate("received.at(-1)")).isEqualTo(Long.toString(id));
	}

	@Test
	void aSubdomainThatIsNotAllowedReadsAndChangesNothing() throws Exception {
		publish();
		this.page.navigate(this.frontEnd.url("evil.app.localhost"));
		open().awaitState("waiting");
		assertThat(this.page.evaluate("client.items.length")).isEqualTo(0);
		assertThat(this.page.evaluate(MARK_READ, List.of(sink(), Map.of()))).isEqualTo(0);
		assertThat(get("/api/notification/exist", this.token).body()).isEqualTo("true");
	}

	@Test
	void aPageOfAnotherSiteIsNotSignedInByTheCookie() {
		this.page.navigate(this.frontEnd.url("www.partner.localhost"));
		open().awaitState("signed-out");
	}

	@Test
	void anAllowedPageOfAnotherSiteSubscribesAndMarksAsReadByToken() throws Exception {
		this.page.navigate(this.frontEnd.url("www.partner.localhost"));
		assertThat(this.page.evaluate(SUBSCRIBE_BY_TOKEN, List.of(sink(), Long.toString(this.user), this.token)))
			.isEqualTo(200);
		long id = publish();
		this.page.waitForFunction("(id) => received.includes(`id: ${id}\\nevent: sse\\n`)", Long.toString(id));
		assertThat(this.page.evaluate(MARK_READ, List.of(sink(), Map.of("Authorization", "Bearer " + this.token))))
			.isEqualTo(200);
		assertThat(get("/api/notification/exist", this.token).body()).isEqualTo("false");
	}

	private String sink() {
		return "http://notify.app.localhost:" + this.port;
	}

	private ClientPage open() {
		return new ClientPage(this.page).open(Map.of("userId", (int) this.user, "baseUrl", sink()));
	}

	/** Like a task: the row first, then the record. */
	private long publish() throws IOException {
		long id = this.rows.published(this.user, Instant.now());
		this.topics.publish(event(id, this.user));
		return id;
	}

}
