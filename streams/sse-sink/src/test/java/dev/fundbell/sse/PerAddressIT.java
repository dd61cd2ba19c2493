package dev.fundbell.sse;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Limits per address, of clients that connect directly and of those behind a proxy. */
@TestPropertySource(
		properties = { "fundbell.sse.per-address.max-connections=4", "fundbell.sse.per-address.max-failed-sign-ins=3",
				"fundbell.sse.per-address.trusted-proxies=127.0.0.9", "fundbell.sse.retry-after=1s" })
class PerAddressIT extends RunningSink {

	private static final String PROXY = "127.0.0.9";

	private final List<RawClient> clients = new ArrayList<>();

	private long user;

	private String token;

	@BeforeAll
	void signIn() throws Exception {
		this.user = this.rows.user("ko");
		this.token = signIn(this.user);
	}

	@AfterEach
	void disconnect() throws IOException {
		for (RawClient client : this.clients) {
			client.close();
		}
		this.clients.clear();
	}

	@Test
	void closesConnectionsOfAnAddressBeyondItsLimit() throws Exception {
		for (int count = 0; count < 4; count++) {
			assertAlive(connect("127.0.0.5"));
		}
		assertThat(connect("127.0.0.5").readToEnd(Duration.ofSeconds(5))).isEmpty();
		assertAlive(connect("127.0.0.6"));
		this.clients.get(0).close();
		await().pollInSameThread().ignoreExceptions().until(() -> isAlive(connect("127.0.0.5")));
	}

	@Test
	void limitsNoConnectionsOfAProxyThatIsTrusted() throws Exception {
		for (int count = 0; count < 6; count++) {
			assertAlive(connect(PROXY));
		}
	}

	@Test
	void limitsTheStreamsOfEachClientBehindAProxy() throws Exception {
		for (int count = 0; count < 4; count++) {
			subscribe("203.0.113.7").readUntil("connect completed");
		}
		assertThat(subscribe("203.0.113.7").readToEnd(Duration.ofSeconds(5))).startsWith("HTTP/1.1 200 ")
			.contains("Your address has as many event streams as it may.");
		subscribe("203.0.113.8").readUntil("connect completed");
		this.clients.get(0).close();
		await().pollInSameThread()
			.pollInterval(Duration.ofMillis(200))
			.until(() -> subscribe("203.0.113.7").readSome().contains("connect completed"));
	}

	/** Otherwise a client could take the places of another one. */
	@Test
	void believesNoHeaderOfAClientThatConnectsDirectly() throws Exception {
		for (int count = 0; count < 4; count++) {
			connect("127.0.0.7").send(subscription("203.0.113.9")).readUntil("connect completed");
		}
		subscribe("203.0.113.9").readUntil("connect completed");
	}

	@Test
	void looksAtNoTokenOfAnAddressThatHasSentTooManyInvalidOnes() throws Exception {
		String valid = this.token;
		this.token = "no.valid.token";
		for (int count = 0; count < 3; count++) {
			assertThat(subscribe("203.0.113.20").readToEnd(Duration.ofSeconds(5))).startsWith("HTTP/1.1 401 ");
		}
		this.token = valid;
		assertThat(subscribe("203.0.113.20").readToEnd(Duration.ofSeconds(5))).startsWith("HTTP/1.1 200 ")
			.contains("retry: 60000\n: Too many invalid tokens have come from your address.");
		assertThat(connect(PROXY).send(request("/api/me", "203.0.113.20")).readToEnd(Duration.ofSeconds(5)))
			.startsWith("HTTP/1.1 429 ")
			.containsIgnoringCase("Retry-After: 60");
		subscribe("203.0.113.21").readUntil("connect completed");
	}

	private RawClient connect(String from) throws IOException {
		RawClient client = new RawClient(from, this.port);
		this.clients.add(client);
		return client;
	}

	/** Through the proxy. */
	private RawClient subscribe(String client) throws IOException {
		return connect(PROXY).send(subscription(client));
	}

	private String subscription(String client) {
		return request("/api/notification/subscribe/" + this.user, client);
	}

	private String request(String path, String client) {
		return "GET " + path + " HTTP/1.1\nHost: localhost\nConnection: close\nX-Forwarded-For: 127.0.0.1, " + client
				+ "\nAuthorization: Bearer " + this.token + "\n\n";
	}

	private static void assertAlive(RawClient client) throws IOException {
		client.send("GET /actuator/health/liveness HTTP/1.1\nHost: localhost\n\n").readUntil("\"UP\"");
	}

	private static boolean isAlive(RawClient client) throws IOException {
		return client.send("GET /actuator/health/liveness HTTP/1.1\nHost: localhost\n\n").readSome().contains("\"UP\"");
	}

}
