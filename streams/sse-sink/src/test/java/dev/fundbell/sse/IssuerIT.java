package dev.fundbell.sse;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import dev.fundbell.test.RealServers;
import dev.fundbell.test.RealServers.TestDatabase;
import dev.fundbell.test.Rows;
import dev.fundbell.test.SinkOptions;
import dev.fundbell.test.SseTestClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A sink whose tokens come from an issuer that is away or hangs. That is no fault of the
 * clients: none is told that its token is invalid, and no {@code EventSource} gets
 * another answer than 200, at which it would give up for good.
 */
class IssuerIT {

	private static final String STREAM = "/api/notification/subscribe/";

	private final TestDatabase database = RealServers.get().fundbellDatabase();

	private final Rows rows = new Rows(this.database.dataSource());

	private final StubIssuer issuer = new StubIssuer();

	private final long user = this.rows.user("ko");

	private SinkInstance sink;

	private void startSink() {
		List<String> options = new ArrayList<>(SinkOptions.of(this.database, RealServers.get().kafka()));
		options.add("spring.security.oauth2.resourceserver.jwt.issuer-uri=" + this.issuer.url());
		String topic = RealServers.get().uniqueName("issuer");
		options.add("spring.cloud.stream.bindings.input.destination=" + topic);
		options.add("spring.cloud.stream.bindings.deadLetter-out-0.destination=" + topic + ".dead-letter");
		options.add("spring.cloud.stream.bindings.readMarkers-in-0.destination=" + topic + "-reads");
		options.add("spring.cloud.stream.bindings.inspection-in-0.group=" + topic);
		options.add("fundbell.sse.drain-delay=0");
		this.sink = SinkInstance.startWithoutProfile(options).awaitReadiness();
	}

	@AfterEach
	void stop() {
		this.issuer.close();
		if (this.sink != null) {
			this.sink.close();
		}
	}

	@Test
	void clientsComeAgainUntilTheIssuerIsThere() throws Exception {
		startSink();
		String token = this.issuer.token(this.user);
		assertComesAgain(this.sink.send("GET", STREAM + this.user, token));
		HttpResponse<String> other = this.sink.send("GET", "/api/notification/exist", token);
		assertThat(other.statusCode()).isEqualTo(503);
		assertThat(other.headers().firstValue("Retry-After")).isPresent();
		assertThat(this.sink.send("GET", "/actuator/prometheus", null).body())
			.contains("fundbell_sse_refused_total 1.0");

		this.issuer.start();
		assertOpens(token);
	}

	/** Each of the clients would wait for the issuer, and hold a thread meanwhile. */
	@Test
	void anIssuerThatHangsHoldsAFewThreads() throws Exception {
		this.issuer.start().hang();
		startSink();
		String token = this.issuer.token(this.user);
		ExecutorService clients = Executors.newCachedThreadPool();
		try {
			List<Future<HttpResponse<String>>> answers = new ArrayList<>();
			for (int client = 0; client < 100; client++) {
				answers.add(clients.submit(() -> this.sink.send("GET", STREAM + this.user, token)));
			}
			assertThat(this.sink.readiness()).isEqualTo(200);
			Set<String> bodies = new HashSet<>();
			for (Future<HttpResponse<String>> answer : answers) {
				assertComesAgain(answer.get());
				bodies.add(answer.get().body());
			}
			assertThat(bodies).as("not all at the same time").hasSizeGreaterThan(50);
		}
		finally {
			clients.shutdownNow();
		}
	}

	@Test
	void keysThatAreKnownCountWhileTheIssuerHangs() throws Exception {
		this.issuer.start();
		startSink();
		assertOpens(this.issuer.token(this.user));
		this.issuer.hang();
		String anotherToken = this.issuer.token(this.user);
		this.issuer.changeKey("2");
		String withAnotherKey = this.issuer.token(this.user);

		assertComesAgain(this.sink.send("GET", STREAM + this.user, withAnotherKey));
		assertOpens(anotherToken);

		this.issuer.answerAgain();
		await().atMost(Duration.ofSeconds(30)).until(() -> opens(withAnotherKey));
		String invalid = withAnotherKey.substring(0, withAnotherKey.lastIndexOf('.')) + ".AAAA";
		assertThat(this.sink.send("GET", STREAM + this.user, invalid).statusCode()).isEqualTo(401);
	}

	private static void assertComesAgain(HttpResponse<String> answer) {
		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(answer.headers().firstValue("Content-Type"))
			.hasValueSatisfying((type) -> assertThat(type).startsWith("text/event-stream"));
		assertThat(answer.body()).contains("retry: ", "Tokens cannot be verified at this moment.")
			.doesNotContain("connect completed");
	}

	private void assertOpens(String token) throws IOException {
		assertThat(opens(token)).isTrue();
	}

	private boolean opens(String token) throws IOException {
		try (SseTestClient client = SseTestClient.subscribe(this.sink.baseUrl(), this.user, token, null)) {
			await().until(() -> client.hasEnded() || !client.events().isEmpty());
			return !client.events().isEmpty();
		}
	}

}
