package dev.fundbell.sse;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.fundbell.test.SseTestClient;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** How many streams there may be, and how long they live. */
class LimitsIT extends LimitedSink {

	@Test
	void endsTheOldestStreamOfAUserWhoOpensTooMany() throws Exception {
		long greedy = this.rows.user("ko");
		try (SseTestClient first = subscribe(greedy, null);
				SseTestClient second = subscribe(greedy, null);
				SseTestClient third = subscribe(greedy, null)) {
			await().until(first::hasEnded);
			assertThat(second.hasEnded()).isFalse();
			assertThat(third.hasEnded()).isFalse();
		}
	}

	/** An EventSource would give up for good at any other status than 200. */
	@Test
	void tellsAClientBeyondItsLimitWhenToComeBackInAStreamThatEnds() throws Exception {
		List<SseTestClient> clients = new ArrayList<>();
		try {
			for (int each = 0; each < 4; each++) {
				clients.add(subscribe(this.rows.user("ko"), null));
			}
			long user = this.rows.user("ko");
			HttpResponse<String> busy = get("/api/notification/subscribe/" + user, signIn(user));
			assertThat(busy.statusCode()).isEqualTo(200);
			assertThat(busy.headers().firstValue("Content-Type")).contains("text/event-stream");
			assertThat(busy.body())
				.matches("retry: \\d{4,5}\n: This instance has as many event streams as it may.\n\n");
			assertThat(get("/actuator/prometheus", null).body()).contains("fundbell_sse_refused_total 1.0");
			assertRefusedWhereItAsksForAStatus(user);
		}
		finally {
			clients.forEach(SseTestClient::close);
		}
	}

	@Test
	void showsThatItLivesAndEndsAStreamWithItsLifetime() throws Exception {
		long user = this.rows.user("ko");
		String token = signIn(user);
		await().until(() -> get("/actuator/prometheus", null).body().contains("fundbell_sse_connections 0.0"));
		try (SseTestClient client = subscribe(user, token, null)) {
			await().until(() -> client.comments().size() >= 3);
			await().atMost(Duration.ofSeconds(30)).until(client::hasEnded);
		}
		assertThat(get("/actuator/prometheus", null).body())
			.contains("fundbell_sse_disconnects_total{reason=\"lifetime-over\"} 1.0");
	}

	private void assertRefusedWhereItAsksForAStatus(long user) throws Exception {
		HttpResponse<String> response = this.http
			.send(HttpRequest.newBuilder(URI.create(baseUrl() + "/api/notification/subscribe/" + user))
				.header("Authorization", "Bearer " + signIn(user))
				.header("Prefer", "handling=strict")
				.build(), HttpResponse.BodyHandlers.ofString());
		assertThat(response.statusCode()).isEqualTo(503);
		assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
		assertThat(response.headers().firstValueAsLong("Retry-After").orElseThrow()).isBetween(5L, 15L);
	}

}
