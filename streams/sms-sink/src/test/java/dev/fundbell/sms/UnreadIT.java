package dev.fundbell.sms;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import dev.fundbell.event.NotificationEvent;
import dev.fundbell.test.RealServers;
import dev.fundbell.test.RealServers.TestDatabase;
import dev.fundbell.test.Topics;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Test of a sink that sends only what is unread some time after its publication. */
class UnreadIT {

	private final String topic = RealServers.get().uniqueName("unread");

	private final TestDatabase database = RealServers.get().fundbellDatabase();

	private final SmsRows rows = new SmsRows(this.database.dataSource());

	@Test
	void sendsWhatIsStillUnread() {
		try (FakeGateway gateway = new FakeGateway();
				Topics topics = new Topics(RealServers.get().kafka().bootstrapServers(), this.topic);
				ConfigurableApplicationContext sink = new SpringApplicationBuilder(SmsSinkApplication.class)
					.run(SinkArguments.of(this.database, this.topic, gateway, "10s", "fundbell.sms.unread-after=3s")
						.toArray(String[]::new))) {
			assertThat(sink.isRunning()).isTrue();
			long read = publish(topics);
			long unread = publish(topics);
			eventually().until(() -> !this.rows.stateOf(read).equals("NONE"));
			this.rows.jdbc().sql("UPDATE notifications SET read_at = published_at WHERE id = ?").param(read).update();
			assertThat(this.rows.stateOf(read)).isEqualTo("WAITING");
			eventually().until(() -> this.rows.stateOf(unread).equals("SENT"));
			eventually().until(() -> this.rows.stateOf(read).equals("WITHDRAWN READ"));
			assertThat(gateway.received()).extracting("reference").containsExactly("fundbell-" + unread + "-1");
		}
	}

	private long publish(Topics topics) {
		Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
		long user = this.rows.user(SmsRows.number());
		long id = this.rows.service().notification(user, "text", "PUBLISHED", now, now);
		topics.publish(new NotificationEvent(id, user, "FUNDING_FAILED", "text", null, null, now, null));
		return id;
	}

	private static ConditionFactory eventually() {
		return await().atMost(Duration.ofSeconds(60));
	}

}
