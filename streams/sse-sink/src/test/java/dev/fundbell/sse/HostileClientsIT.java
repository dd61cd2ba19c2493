package dev.fundbell.sse;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.fundbell.servers.ChildProcess;
import dev.fundbell.test.RealServers;
import dev.fundbell.test.SseTestClient;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Clients that send or read byte by byte, or not at all, or leave at the wrong moment.
 */
class HostileClientsIT extends HardenedSink {

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
			try (SseTestClient client = subscribe(this.user, null)) {
				this.topics.publish(event(301, this.user));
				await().untilAsserted(() -> assertThat(client.notificationIds()).containsExactly(301L));
			}
		}
		finally {
			for (RawClient client : slow) {
				client.close();
			}
		}
	}

	/**
	 * Requests that wait for a database that stands still, more than there are threads.
	 */
	@Test
	void givesNotAllThreadsToRequestsThatWaitForTheDatabase() throws Exception {
		ChildProcess mariaDb = RealServers.get().mariaDb().process();
		List<RawClient> waiting = new ArrayList<>();
		mariaDb.pause();
		try {
			for (int client = 0; client < 40; client++) {
				waiting.add(new RawClient(this.port)
					.send("GET /api/notification/exist HTTP/1.1\nHost: localhost\nAuthorization: Bearer " + this.token
							+ "\n\n"));
			}
			try (RawClient client = new RawClient(this.port)) {
				client.send(subscription("")).readUntil("data: connect completed\n\n");
			}
			mariaDb.resume();
			int refused = 0;
			for (RawClient client : waiting) {
				if (client.readUntil("\r\n\r\n").startsWith("HTTP/1.1 503 ")) {
					refused++;
					assertThat(client.readUntil("}")).containsIgnoringCase("Retry-After: 5")
						.contains("Too many requests wait for the database");
				}
			}
			assertThat(refused).isGreaterThanOrEqualTo(20);
		}
		finally {
			mariaDb.resume();
			for (RawClient client : waiting) {
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

}
