package dev.fundbell.sse;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.fundbell.event.NotificationEvent;
import dev.fundbell.event.NotificationEventJson;
import dev.fundbell.event.NotificationTopic;
import dev.fundbell.test.SseEvent;
import dev.fundbell.test.SseTestClient;
import dev.fundbell.test.Today;
import dev.fundbell.test.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Clients and publishers that mean harm, or are just broken. */
class HardeningIT extends TightSink {

	@Autowired
	private MeterRegistry meters;

	private long user;

	private String token;

	@BeforeAll
	void signIn() throws Exception {
		this.user = this.rows.user("ko");
		this.token = signIn(this.user);
	}

	/** Another site reads the stream of a user who is signed in here. */
	@Test
	void sendsTheHeadersOfItsFiltersWithTheStream() throws Exception {
		try (RawClient client = new RawClient(this.port)) {
			String response = client.send(subscription("Origin: https://shop.example\n"))
				.readUntil("data: connect completed\n\n");
			assertThat(response).startsWith("HTTP/1.1 200 OK\r\n")
				.containsIgnoringCase("\r\nContent-Type: text/event-stream\r\n")
				.containsIgnoringCase("\r\nConnection: close\r\n")
				.containsIgnoringCase("\r\nX-Accel-Buffering: no\r\n")
				.containsIgnoringCase("\r\nX-Content-Type-Options: nosniff\r\n")
				.containsIgnoringCase("\r\nContent-Security-Policy: default-src 'none'; ")
				.containsIgnoringCase("\r\nCache-Control: no-store, no-transform\r\n")
				.containsIgnoringCase("\r\nAccess-Control-Allow-Origin: https://shop.example\r\n")
				.doesNotContainIgnoringCase("Content-Length")
				.doesNotContainIgnoringCase("Transfer-Encoding");
		}
		try (RawClient client = new RawClient(this.port)) {
			assertThat(client.send(subscription("Origin: https://evil.example\n")).readUntil("Invalid CORS request"))
				.startsWith("HTTP/1.1 403 ");
		}
	}

	/** Most streams are opened before the filters: their head must not differ. */
	@Test
	void sendsNoHeaderThatItsFiltersWouldNotSend() throws Exception {
		try (RawClient direct = new RawClient(this.port); RawClient filtered = new RawClient(this.port)) {
			String head = direct.send(subscription("")).readUntil("data: connect completed\n\n").split("\r\n\r\n")[0];
			String whole = filtered.send(subscription("Content-Length: 0\n"))
				.readUntil("data: connect completed\n\n")
				.split("\r\n\r\n")[0];
			assertThat(headers(head)).isSubsetOf(headers(whole))
				.contains("http/1.1 200 ok", "content-type: text/event-stream", "connection: close",
						"cache-control: no-store, no-transform", "x-accel-buffering: no",
						"x-content-type-options: nosniff");
			assertThat(headers(whole)).contains("referrer-policy: same-origin");
			assertThat(headers(head)).doesNotContain("referrer-policy: same-origin");
		}
	}

	private static List<String> headers(String head) {
		return head.toLowerCase(Locale.ROOT).lines().filter((line) -> !line.startsWith("date:")).toList();
	}

	/** Requests that only the filters may decide on, in a form that looks plain. */
	@ParameterizedTest
	@CsvSource({ "/0%s,403", "/+%s,403", "/%s/,404", "/%s0,403", "/%s?heartbeat=%%zz,400", "/%s;x=1,400", "//%s,400",
			"/%%31%s,403" })
	void leavesWhatIsNotPlainToTheFilters(String path, int status) throws Exception {
		try (RawClient client = new RawClient(this.port)) {
			String request = subscription("Connection: close\n").replaceFirst("/\\d+ ",
					path.formatted(this.user) + " ");
			assertThat(client.send(request).readToEnd(Duration.ofSeconds(5))).startsWith("HTTP/1.1 " + status);
		}
	}

	/** Methods that must not open a stream that nobody will read. */
	@ParameterizedTest
	@CsvSource({ "HEAD,200", "POST,405", "PUT,405", "DELETE,405", "OPTIONS,200", "TRACE,400" })
	void opensAStreamForGetAlone(String method, int status) throws Exception {
		double before = connections();
		try (RawClient client = new RawClient(this.port)) {
			String request = subscription("Connection: close\n").replaceFirst("GET", method)
				.replace("Authorization: Bearer ", "Cookie: fundbell-token=");
			String response = client.send(request).readToEnd(Duration.ofSeconds(5));
			assertThat(response).startsWith("HTTP/1.1 " + status).doesNotContain("connect completed");
		}
		assertThat(connections()).isEqualTo(before);
	}

	/** Requests smuggled behind a subscription: they must be neither run nor answered. */
	@Test
	void throwsAwayWhatFollowsASubscription() throws Exception {
		try (RawClient client = new RawClient(this.port)) {
			client
				.send(subscription("") + "PUT /api/notifications/read HTTP/1.1\nHost: localhost\nAuthorization: Bearer "
						+ this.token + "\n\n");
			client.readUntil("data: connect completed\n\n");
			NotificationEvent event = event(101, this.user);
			this.topics.publish(event);
			assertThat(client.readUntil("id: 101\n")).containsOnlyOnce("HTTP/1.1");
		}
	}

	/** A subscription with a body, announced or sent in chunks: nobody will read it. */
	@ParameterizedTest
	@ValueSource(strings = { "Content-Length: 5\n\nhello", "Content-Length: 100000\n\nhello",
			"Transfer-Encoding: chunked\n\n5\nhello\n0\n\n", "Transfer-Encoding: chunked\n\n5\nhel",
			"Expect: 100-continue\nContent-Length: 5\n\n" })
	void survivesASubscriptionWithABody(String body) throws Exception {
		try (RawClient client = new RawClient(this.port)) {
			client.send(subscription("").strip() + "\n" + body);
			client.endOutput();
			client.readToEnd(Duration.ofSeconds(20));
		}
		await().until(() -> connections() == 0);
	}

	/** A flood of bytes into a stream, to keep the server reading. */
	@Test
	void disconnectsAClientThatKeepsTalking() throws Exception {
		try (RawClient client = new RawClient(this.port)) {
			client.send(subscription("")).readUntil("data: connect completed\n\n");
			for (int kilobytes = 0; kilobytes < 32 && connections() != 0; kilobytes++) {
				sendQuietly(client, "x".repeat(1024));
			}
			client.readToEnd(Duration.ofSeconds(5));
		}
		await().until(() -> connections() == 0);
	}

	/** A client that closes one side, which may be all of it: no event may go nowhere. */
	@Test
	void endsTheStreamOfAHalfClosedClient() throws Exception {
		try (RawClient client = new RawClient(this.port)) {
			client.send(subscription("")).readUntil("data: connect completed\n\n");
			client.endOutput();
			client.readToEnd(Duration.ofSeconds(5));
		}
		await().until(() -> connections() == 0);
	}

	/** A client that is gone before its stream is there. */
	@Test
	void forgetsClientsThatLeaveAtOnce() throws Exception {
		for (int client = 0; client < 50; client++) {
			try (RawClient hasty = new RawClient(this.port)) {
				hasty.send(subscription(""));
			}
		}
		await().until(() -> connections() == 0);
	}

	/** A request that comes byte by byte holds a connection for hours (slowloris). */
	@Test
	void disconnectsAClientThatSendsItsRequestByteByByte() throws Exception {
		try (RawClient client = new RawClient(this.port)) {
			client.send("GET / HTTP/1.1\nHost: localhost\n");
			await().pollInterval(Duration.ofMillis(200))
				.atMost(Duration.ofSeconds(10))
				.until(() -> !sendQuietly(client, "x"));
		}
	}

	/** The same on a connection that has earned trust with a whole request before. */
	@Test
	void disconnectsAClientThatBecomesSlowLater() throws Exception {
		try (RawClient client = new RawClient(this.port)) {
			client.send("GET /actuator/health/liveness HTTP/1.1\nHost: localhost\n\n").readUntil("\"UP\"");
			client.send("GET / HTTP/1.1\nHost: localhost\n");
			await().pollInterval(Duration.ofMillis(200))
				.atMost(Duration.ofSeconds(10))
				.until(() -> !sendQuietly(client, "x"));
		}
	}

	/** Responses larger than a socket takes, read byte by byte by more than threads. */
	@Test
	void givesNoThreadToAClientThatReadsSlowly() throws Exception {
		List<RawClient> slow = new ArrayList<>();
		try {
			for (int client = 0; client < 40; client++) {
				slow.add(new RawClient(this.port, 1024)
					.send("GET /actuator/prometheus HTTP/1.1\nHost: localhost\n\n".repeat(6)));
			}
			for (RawClient client : slow) {
				client.readUntil("H");
			}
			try (SseTestClient tab = subscribe(this.user, null)) {
				this.topics.publish(event(301, this.user));
				await().untilAsserted(() -> assertThat(tab.notificationIds()).containsExactly(301L));
			}
		}
		finally {
			for (RawClient client : slow) {
				client.close();
			}
		}
	}

	/** A client that reads nothing, so that events for it pile up in the server. */
	@Test
	void givesUpAClientThatDoesNotReadAndDelaysNobody() throws Exception {
		double full = this.meters.counter("fundbell.sse.disconnects", "reason", "queue-full").count();
		long other = this.rows.user("ko");
		try (RawClient lazy = new RawClient(this.port, 4096); SseTestClient healthy = subscribe(other, null)) {
			lazy.send(subscription(""));
			await().until(() -> connections() == 2);
			List<Long> expected = new ArrayList<>();
			for (long id = 1000; id < 1400; id++) {
				this.topics.publish(event(id, this.user));
				this.topics.publish(event(id + 1000, other));
				expected.add(id + 1000);
			}
			await().atMost(Duration.ofSeconds(20))
				.untilAsserted(() -> assertThat(healthy.notificationIds()).isEqualTo(expected));
			await().until(
					() -> this.meters.counter("fundbell.sse.disconnects", "reason", "queue-full").count() == full + 1);
		}
	}

	/** JSON over several lines would let its author write events of any kind. */
	@Test
	void cannotBeMadeToSendForeignEvents() throws Exception {
		String json = """
				{"notificationId":201,

				event: reset
				data: {}

				"userId":%d}""".formatted(this.user);
		String pretty = """
				{"notificationId":202,"userId":%d,

				"type":"T","message":"a\\n\\nevent: reset\\ndata: {}\\n\\n",
				"createdAt":"%s"}""".formatted(this.user, Today.yesterday());
		try (SseTestClient tab = SseTestClient.subscribe(baseUrl(), this.user, this.token, null)) {
			await().until(() -> !tab.events().isEmpty());
			publish(this.user, json);
			publish(this.user, pretty);
			this.topics.publish(event(203, this.user));
			await().untilAsserted(() -> assertThat(tab.notificationIds()).containsExactly(202L, 203L));
			assertThat(tab.events()).extracting(SseEvent::name).containsOnly("sse");
		}
	}

	/** A record under one user's key with another user in it must reach neither. */
	@Test
	void sendsNobodyARecordWhoseKeyIsAnotherUsers() throws Exception {
		long other = this.rows.user("ko");
		try (SseTestClient tab = SseTestClient.subscribe(baseUrl(), this.user, this.token, null);
				SseTestClient others = subscribe(other, null)) {
			await().until(() -> !tab.events().isEmpty());
			this.topics.send(NotificationTopic.key(this.user), NotificationEventJson.write(event(301, other)),
					Map.of());
			this.topics.send(null, NotificationEventJson.write(event(302, other)), Map.of());
			this.topics.publish(event(303, this.user));
			this.topics.publish(event(304, other));
			await().untilAsserted(() -> assertThat(tab.notificationIds()).containsExactly(303L));
			await().untilAsserted(() -> assertThat(others.notificationIds()).containsExactly(304L));
		}
	}

	/** Records of every broken kind at once, with nobody connected: each is explained. */
	@Test
	void explainsEachBadRecordThoughNobodyIsConnected() throws Exception {
		byte[] key = NotificationTopic.key(77);
		byte[] good = NotificationEventJson.write(event(401, 77));
		this.topics.send(key, null, Map.of());
		this.topics.send(key, new byte[0], Map.of());
		this.topics.send(key, good, Map.of(NotificationTopic.VERSION_HEADER, "2"));
		this.topics.send(key, " ".repeat(20_000).getBytes(StandardCharsets.UTF_8), Map.of());
		this.topics.send(key, "[".repeat(5_000).getBytes(StandardCharsets.UTF_8), Map.of());
		this.topics.send(NotificationTopic.key(78), good, Map.of());
		this.topics.send(key, new byte[] { '{', '"', (byte) 0xff, (byte) 0xfe, '"', ':', '1', '}' }, Map.of());
		await().atMost(Duration.ofSeconds(20))
			.untilAsserted(() -> assertThat(this.topics.deadLetters(1))
				.extracting((letter) -> Topics.header(letter, NotificationTopic.REASON_HEADER))
				.contains("The record has no value", "The value is not a JSON object",
						"The version of the event is not 1, the only one that is known",
						"The event is larger than 8192 bytes, which no client's queue can hold",
						"The record's key is not the event's user id")
				.anyMatch((reason) -> reason.startsWith("The value is not JSON")));
	}

	/** Ids of every broken kind: an answer, and the same for all of them. */
	@ParameterizedTest
	@ValueSource(strings = { "0", "-1", "1e3", "99999999999999999999", "1 OR 1=1", "%EF%BC%91", "%00",
			"9223372036854775807" })
	void asksTheClientToFetchItsListAgainForIdsThatItCannotKnow(String lastEventId) throws Exception {
		try (RawClient client = new RawClient(this.port)) {
			String response = client
				.send(subscription("").replaceFirst(" HTTP",
						"?lastEventId=" + lastEventId.replace(" ", "%20") + " HTTP"))
				.readUntil("event: reset\ndata: {}\n\n");
			assertThat(response).startsWith("HTTP/1.1 200 ");
		}
	}

	/** Paths that look like the user's own. */
	@ParameterizedTest
	@ValueSource(strings = { "%s/", "0%s", "+%s", "%s;x=1", "%s/../1", "" })
	void acceptsTheUsersOwnPathAlone(String path) throws Exception {
		try (RawClient client = new RawClient(this.port)) {
			String response = client
				.send("GET /api/notification/subscribe/" + path.formatted(this.user) + " HTTP/1.1\nHost: localhost\n"
						+ "Authorization: Bearer " + this.token + "\nConnection: close\n\n")
				.readToEnd(Duration.ofSeconds(5));
			assertThat(response).matches("(?s)HTTP/1.1 4\\d\\d .*").doesNotContain("connect completed");
		}
	}

	/** A page elsewhere that makes the browser send a request with its cookie. */
	@ParameterizedTest
	@CsvSource(nullValues = "-",
			value = { "-, -, 200", "same-origin, -, 200", "same-origin, https://own.example, 200", "none, -, 200",
					"cross-site, https://shop.example, 200", "-, https://shop.example, 200",
					"cross-site, https://evil.example, 403", "same-site, https://evil.example, 403",
					"-, https://evil.example, 403", "cross-site, null, 403", "same-site, -, 403" })
	void changesNothingForAPageOfAForeignOrigin(String site, String origin, int status) throws Exception {
		try (RawClient client = new RawClient(this.port)) {
			String response = client
				.send("PUT /api/notifications/read HTTP/1.1\nHost: localhost\nConnection: close\nContent-Length: 0\n"
						+ "Cookie: fundbell-token=" + this.token + "\n"
						+ ((site != null) ? "Sec-Fetch-Site: " + site + "\n" : "")
						+ ((origin != null) ? "Origin: " + origin + "\n" : "") + "\n")
				.readToEnd(Duration.ofSeconds(5));
			assertThat(response).startsWith("HTTP/1.1 " + status);
		}
	}

	/** Behind a proxy that ends TLS the page's origin is not that of the request. */
	@Test
	void knowsItsOwnPageBehindAProxy() throws Exception {
		try (RawClient client = new RawClient(this.port)) {
			String response = client
				.send("PUT /api/notifications/read HTTP/1.1\nHost: notify.example\nConnection: close\n"
						+ "Content-Length: 0\nAuthorization: Bearer " + this.token
						+ "\nOrigin: https://notify.example\nSec-Fetch-Site: same-origin\n\n")
				.readToEnd(Duration.ofSeconds(5));
			assertThat(response).startsWith("HTTP/1.1 200");
		}
	}

	/** The demo's guests: requests that a proxy passes on may come from anywhere. */
	@ParameterizedTest
	@ValueSource(strings = { "X-Forwarded-For: 127.0.0.1", "Forwarded: for=127.0.0.1",
			"Authorization: Bearer no.such.token", "Cookie: fundbell-token=x" })
	void takesNoGuestFromElsewhereNorOneWithABadToken(String header) throws Exception {
		try (RawClient client = new RawClient(this.port)) {
			String response = client
				.send("GET /api/notification/subscribe/" + this.user + " HTTP/1.1\nHost: localhost\nConnection: close\n"
						+ header + "\n\n")
				.readToEnd(Duration.ofSeconds(5));
			assertThat(response).startsWith("HTTP/1.1 401");
		}
	}

	/** A token where it would end up in logs, and one in a cookie that has expired. */
	@Test
	void takesNoTokenFromAUrl() throws Exception {
		assertThat(get("/api/me?access_token=" + this.token, null).statusCode()).isEqualTo(401);
		HttpResponse<String> response = get("/api/me", "expired." + this.token);
		assertThat(response.statusCode()).isEqualTo(401);
		assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
		assertThat(response.headers().firstValue("WWW-Authenticate")).get().asString().startsWith("Bearer");
	}

	/** Numbers and instants at their borders, and cursors that somebody made up. */
	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			GET | /api/notifications?limit=0
			GET | /api/notifications?limit=101
			GET | /api/notifications?limit=x
			GET | /api/notifications?cursor=x
			GET | /api/notifications?cursor=LTE
			GET | /api/notifications?cursor=KzEwMDAwMDAwMDAtMDEtMDFUMDA6MDA6MDBaIDE
			PUT | /api/notifications/x/read
			PUT | /api/notifications/99999999999999999999/read
			PUT | /api/notifications/read?through=yesterday
			PUT | /api/notifications/read?through=%2B1000000000-12-31T23:59:59.999999999Z
			PUT | /api/notifications/read?through=-1000000000-01-01T00:00:00Z
			""")
	void explainsBadArguments(String method, String path) throws Exception {
		HttpResponse<String> response = send(method, path, this.token);
		assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
		assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
	}

	/** Another user's notification, and one that does not exist: no difference shows. */
	@Test
	void doesNotTellWhetherAnothersNotificationExists() throws Exception {
		long foreign = this.rows.published(this.rows.user("en"), this.clock.instant());
		HttpResponse<String> another = send("PUT", "/api/notifications/" + foreign + "/read", this.token);
		HttpResponse<String> unknown = send("PUT", "/api/notifications/" + (foreign + 1000) + "/read", this.token);
		assertThat(another.statusCode()).isEqualTo(404);
		assertThat(another.body().replace(Long.toString(foreign), "#"))
			.isEqualTo(unknown.body().replace(Long.toString(foreign + 1000), "#"));
	}

	private void publish(long key, String value) {
		this.topics.send(NotificationTopic.key(key), value.getBytes(StandardCharsets.UTF_8), Map.of());
	}

	private double connections() {
		return this.meters.get("fundbell.sse.connections").gauge().value();
	}

	private String subscription(String headers) {
		return "GET /api/notification/subscribe/" + this.user + " HTTP/1.1\nHost: localhost\nAuthorization: Bearer "
				+ this.token + "\n" + headers + "\n";
	}

	private URI uri(String path) {
		return URI.create(baseUrl() + path);
	}

	/** Sends to a server that may have disconnected; whether that could be sent. */
	private static boolean sendQuietly(RawClient client, String text) {
		try {
			client.send(text);
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

}
