package dev.fundbell.sse;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

import dev.fundbell.event.NotificationEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Requests that mean harm, or are just broken: heads, methods, paths, bodies, arguments.
 */
class HostileRequestsIT extends HardenedSink {

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

	/**
	 * A client that adds its cursor to an address that has one: the last is the newest.
	 */
	@Test
	void takesTheLastOfSeveralCursors() throws Exception {
		try (RawClient first = new RawClient(this.port); RawClient again = new RawClient(this.port)) {
			String place = first.send(subscription(""))
				.readUntil("data: connect completed\n\n")
				.replaceAll("(?s).*\nid: (\\S+)\n.*", "$1");
			String response = again
				.send(subscription("").replaceFirst(" HTTP", "?lastEventId=7&lastEventId=" + place + " HTTP"))
				.readUntil("data: connect completed\n\n");
			assertThat(response).contains("\nid: @").doesNotContain("event: reset");
		}
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

}
