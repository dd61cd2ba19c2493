package dev.fundbell.sse;

import java.util.ArrayDeque;
import java.util.Deque;

import org.junit.jupiter.api.Test;

import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/** How many connections there may be, streams and others. */
@TestPropertySource(properties = "server.jetty.max-connections=" + MostConnectionsIT.MOST)
class MostConnectionsIT extends RunningSink {

	static final int MOST = 5;

	/** It waits in the operating system's queue, as at a server that is busy. */
	@Test
	void letsOneMoreClientWaitUntilThereIsRoom() throws Exception {
		Deque<RawClient> clients = new ArrayDeque<>();
		try {
			for (int client = 0; client < MOST; client++) {
				clients.add(new RawClient(this.port));
			}
			RawClient oneMore = new RawClient(this.port);
			clients.addLast(oneMore);
			oneMore.send("GET /actuator/health/liveness HTTP/1.1\nHost: localhost\n\n");
			assertThat(oneMore.readSome()).isEmpty();
			clients.removeFirst().close();
			clients.removeFirst().close();
			assertThat(oneMore.readUntil("UP")).startsWith("HTTP/1.1 200");
		}
		finally {
			for (RawClient client : clients) {
				client.close();
			}
		}
	}

}
