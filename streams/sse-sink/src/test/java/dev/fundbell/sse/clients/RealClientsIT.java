package dev.fundbell.sse.clients;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

import dev.fundbell.sse.TightSink;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The sink with clients that others have written. */
class RealClientsIT extends TightSink {

	/**
	 * Through a connection that fails twice: before the client has had any notification,
	 * and after it has had some.
	 */
	@ParameterizedTest
	@EnumSource(RealClient.class)
	void givesEachNotificationOnce(RealClient kind) throws Exception {
		long user = this.rows.user("ko");
		try (Cable cable = new Cable(this.port);
				RunningClient client = kind.start(cable.url() + "/api/notification/subscribe/" + user, signIn(user))) {
			patiently(() -> assertThat(client.greetings()).isOne());
			assertThat(client.messages().get(0).id()).startsWith("@");
			patiently(() -> assertThat(cable.heartbeats()).isGreaterThan(1));

			cable.cut();
			long missedByANewClient = publish(user);
			cable.mend();
			awaitIds(client, missedByANewClient);
			long live = publish(user);
			awaitIds(client, missedByANewClient, live);

			cable.unplug();
			long missed = publish(user);
			long missedToo = publish(user);
			cable.mend();
			awaitIds(client, missedByANewClient, live, missed, missedToo);
			long last = publish(user);
			awaitIds(client, missedByANewClient, live, missed, missedToo, last);
			assertThat(client.messages()).allMatch((message) -> message.isGreeting() || message.isNotification());
		}
	}

	/** Like a task: the row first, then the record. */
	private long publish(long user) {
		long id = this.rows.published(user, Instant.now());
		this.topics.publish(event(id, user));
		return id;
	}

	private static void awaitIds(RunningClient client, long... ids) {
		patiently(() -> assertThat(client.notificationIds())
			.containsExactlyElementsOf(Arrays.stream(ids).boxed().toList()));
	}

	private static void patiently(org.awaitility.core.ThrowingRunnable assertion) {
		await().atMost(Duration.ofSeconds(20)).untilAsserted(assertion);
	}

}
