package dev.fundbell.sse;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpServer;
import dev.fundbell.event.NotificationEvent;
import dev.fundbell.servers.ChildProcess;
import dev.fundbell.servers.Ports;
import dev.fundbell.test.RealServers;
import dev.fundbell.test.Rows;
import dev.fundbell.test.SinkOptions;
import dev.fundbell.test.SseTestClient;
import dev.fundbell.test.RealServers.TestDatabase;
import dev.fundbell.test.Topics;
import dev.fundbell.test.browser.Chromium;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A page with a bare {@code EventSource} and without a token, as browser code is that was
 * written before there were tokens. An {@code EventSource} gives up for good at any
 * answer but 200. The tests share a sink.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NativeEventSourceIT {

	private static final String SUBSCRIBE = """
			([sink, user]) => {
			  window.received = [];
			  window.seen = [];
			  window.states = [];
			  const source = new EventSource(sink + "/api/notification/subscribe/" + user);
			  source.addEventListener("open", () => states.push(source.readyState));
			  source.addEventListener("error", () => states.push(source.readyState));
			  source.addEventListener("sse", async (event) => {
			    if (event.data === "connect completed") {
			      return;
			    }
			    received.push(JSON.parse(event.data).notificationId);
			    const exist = await (await fetch(sink + "/api/notification/exist")).json();
			    seen.push(JSON.parse(event.data).notificationId + " " + exist);
			  });
			  window.source = source;
			}""";

	private final String topic = RealServers.get().uniqueName("native");

	private final TestDatabase database = RealServers.get().fundbellDatabase();

	private final Rows rows = new Rows(this.database.dataSource());

	private final int port = Ports.free();

	private final Topics topics = new Topics(RealServers.get().kafka().bootstrapServers(), this.topic);

	@TempDir
	private static Path directory;

	/** The site of the page, on another port than the sink. */
	private HttpServer pages;

	private Chromium chromium;

	private Page page;

	private SinkInstance sink;

	private long user;

	@BeforeAll
	void start() throws IOException {
		this.pages = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.pages.createContext("/", (exchange) -> {
			byte[] page = "<!doctype html>".getBytes(StandardCharsets.US_ASCII);
			exchange.getResponseHeaders().set("Content-Type", "text/html");
			exchange.sendResponseHeaders(200, page.length);
			exchange.getResponseBody().write(page);
			exchange.close();
		});
		this.pages.start();
		this.sink = SinkInstance.start(options()).awaitReadiness();
	}

	@AfterAll
	void stop() {
		this.pages.stop(0);
		this.sink.close();
		this.topics.close();
	}

	@BeforeEach
	void openPage() {
		this.chromium = Chromium.start();
		this.user = this.rows.user("ko");
		this.page = this.chromium.browser().newContext().newPage();
		this.page.navigate("http://localhost:" + this.pages.getAddress().getPort() + "/");
	}

	/** The next test may use all of the sink's few connections. */
	@AfterEach
	void closePage() {
		if (this.chromium == null) {
			return;
		}
		this.chromium.close();
		await().until(() -> this.sink.send("GET", "/actuator/prometheus", null)
			.body()
			.contains("fundbell_sse_connections 0.0"));
	}

	@Test
	void worksUnchangedFromAnotherPort() {
		subscribe();
		long first = publish();
		long second = publish();
		awaitSeen(first + " true", second + " true");
	}

	@Test
	void comesBackAfterARestartAndGetsWhatItMissedOnce() {
		subscribe();
		long before = publish();
		awaitSeen(before + " true");
		for (int restart = 1; restart <= 2; restart++) {
			this.sink.close();
			long meanwhile = publish();
			this.sink = SinkInstance.start(options());
			long after = publish();
			await().pollInSameThread()
				.atMost(Duration.ofSeconds(30))
				.untilAsserted(() -> assertThat(seen()).last().isEqualTo(after + " true"));
			assertThat(seen()).containsOnlyOnce(meanwhile + " true").doesNotHaveDuplicates();
		}
		assertThat(seen()).hasSize(5);
		assertThat(states()).contains(0).doesNotContain(2);
	}

	/** The events that it missed are in memory, so the database is not asked. */
	@Test
	void comesBackAndIsCaughtUpWhileTheDatabaseStandsStill() {
		subscribe();
		long before = publish();
		awaitSeen(before + " true");
		long next = this.rows.published(this.user, Instant.now());
		ChildProcess mariaDb = RealServers.get().mariaDb().process();
		mariaDb.pause();
		try {
			// Not yet cut by that, but it cannot come back.
			this.page.context().setOffline(true);
			this.sink.endStreams();
			await().pollInSameThread().until(() -> states().contains(0));
			this.topics.publish(event(next));
			this.page.context().setOffline(false);
			await().pollInSameThread()
				.atMost(Chromium.PATIENCE)
				.untilAsserted(() -> assertThat(received()).containsExactly(before, next));
		}
		finally {
			mariaDb.resume();
		}
		assertThat(states()).doesNotContain(2);
	}

	@Test
	void comesBackToAnInstanceThatIsFull() throws Exception {
		long other = this.rows.user("ko");
		String token = this.sink.signIn(other);
		try (SseTestClient first = this.sink.subscribe(other, token, null);
				SseTestClient second = this.sink.subscribe(other, token, null)) {
			subscribe();
			await().pollInSameThread().until(() -> states().contains(0));
			assertThat(first.hasEnded()).isFalse();
			assertThat(second.hasEnded()).isFalse();
		}
		long late = publish();
		await().pollInSameThread()
			.atMost(Duration.ofSeconds(30))
			.untilAsserted(() -> assertThat((int) this.page.evaluate("source.readyState")).isOne());
		long last = publish();
		await().pollInSameThread().untilAsserted(() -> assertThat(seen()).contains(last + " true"));
		assertThat(seen()).doesNotHaveDuplicates().isSubsetOf(late + " true", last + " true");
		assertThat(states()).doesNotContain(2);
	}

	private void subscribe() {
		this.page.evaluate(SUBSCRIBE, List.of("http://localhost:" + this.port, Long.toString(this.user)));
		await().pollInSameThread().until(() -> !states().isEmpty());
	}

	/** Like a task: the row first, then the record. */
	private long publish() {
		Instant now = Instant.now();
		long id = this.rows.published(this.user, now);
		this.topics.publish(event(id));
		return id;
	}

	private NotificationEvent event(long id) {
		return new NotificationEvent(id, this.user, "COUPON_DEADLINE", "text", null, null, Instant.now(), null);
	}

	private void awaitSeen(String... expected) {
		await().pollInSameThread()
			.atMost(Chromium.PATIENCE)
			.untilAsserted(() -> assertThat(seen()).containsExactly(expected));
	}

	@SuppressWarnings("unchecked")
	private List<String> seen() {
		return (List<String>) this.page.evaluate("seen");
	}

	private List<Long> received() {
		return ((List<?>) this.page.evaluate("received")).stream().map((id) -> ((Number) id).longValue()).toList();
	}

	@SuppressWarnings("unchecked")
	private List<Integer> states() {
		return (List<Integer>) this.page.evaluate("states");
	}

	private List<String> options() {
		List<String> options = new ArrayList<>(SinkOptions.of(this.database, RealServers.get().kafka()));
		options
			.addAll(List.of("server.port=" + this.port, "spring.cloud.stream.bindings.input.destination=" + this.topic,
					"spring.cloud.stream.bindings.inspection-in-0.group=" + this.topic,
					"spring.cloud.stream.bindings.deadLetter-out-0.destination=" + this.topic + ".dead-letter",
					"spring.cloud.stream.bindings.readMarkers-in-0.destination=" + this.topic + "-reads",
					"fundbell.sse.local.key-file=" + directory.resolve("key"), "fundbell.sse.max-connections=2",
					"fundbell.sse.retry=300ms", "fundbell.sse.retry-after=1s", "fundbell.sse.drain=500ms",
					"fundbell.sse.drain-delay=0"));
		return options;
	}

}
