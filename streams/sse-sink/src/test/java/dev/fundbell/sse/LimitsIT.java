package dev.fundbell.sse;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.fundbell.test.SseTestClient;
import org.junit.jupiter.api.Test;

import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** How many streams there may be, and how long they live. */
@TestPropertySource(properties = { "fundbell.sse.max-connections=4", "fundbell.sse.max-connections-per-user=2",
		"fundbell.sse.heartbeat=200ms", "fundbell.sse.lifetime=10s", "fundbell.sse.retry=0",
		"fundbell.sse.local.session=1h" })
class LimitsIT extends RunningSink {

	@Test
	void refusesStreamsBeyondItsLimitsAndSaysWhenToComeBack() throws Exception {
		long greedy = this.rows.user("ko");
		List<SseTestClient> tabs = new ArrayList<>(List.of(subscribe(greedy, null), subscribe(greedy, null)));
		try {
			assertRefused(greedy, "You have as many event streams open as you may.");
			tabs.add(subscribe(this.rows.user("ko"), null));
			tabs.add(subscribe(this.rows.user("ko"), null));
			assertRefused(this.rows.user("ko"), "This instance has as many event streams as it may.");
		}
		finally {
			tabs.forEach(SseTestClient::close);
		}
	}

	@Test
	void showsThatItLivesAndEndsAStreamWithItsLifetime() throws Exception {
		long user = this.rows.user("ko");
		String token = signIn(user);
		await().until(() -> get("/actuator/prometheus", null).body().contains("fundbell_sse_connections 0.0"));
		try (SseTestClient tab = SseTestClient.subscribe(baseUrl(), user, token, null)) {
			await().until(() -> tab.comments().size() >= 3);
			await().atMost(Duration.ofSeconds(30)).until(tab::hasEnded);
		}
		assertThat(get("/actuator/prometheus", null).body())
			.contains("fundbell_sse_disconnects_total{reason=\"lifetime-over\"} 1.0");
	}

	private void assertRefused(long user, String reason) throws Exception {
		HttpResponse<String> response = get("/api/notification/subscribe/" + user, signIn(user));
		assertThat(response.statusCode()).isEqualTo(503);
		assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
		assertThat(response.body()).contains(reason);
		assertThat(response.headers().firstValueAsLong("Retry-After").orElseThrow()).isBetween(5L, 15L);
	}

}
