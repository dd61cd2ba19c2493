package dev.fundbell.sms;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import dev.fundbell.event.NotificationEvent;
import dev.fundbell.test.RealServers;
import dev.fundbell.test.RealServers.TestDatabase;
import dev.fundbell.test.Topics;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The rule that a sink whose clock is not the database's takes and sends nothing: it
 * would withdraw what is not late, and enter due times that are a day off.
 */
class WrongClockIT {

	private static final String A_DAY_BEHIND = "fundbell.datasource.hikari.connection-init-sql="
			+ "SET SESSION timestamp = UNIX_TIMESTAMP() - 86400";

	private final String topic = RealServers.get().uniqueName("clock");

	private final TestDatabase database = RealServers.get().fundbellDatabase();

	private final SmsRows rows = new SmsRows(this.database.dataSource());

	private final FakeGateway gateway = new FakeGateway();

	private final Topics topics = new Topics(RealServers.get().kafka().bootstrapServers(), this.topic);

	@AfterEach
	void close() {
		this.topics.close();
		this.gateway.close();
	}

	@Test
	void leavesMessagesInTheirTopicAndInTheTable() {
		publish(1);
		try (ConfigurableApplicationContext sink = sink()) {
			assertThat(sink.isRunning()).isTrue();
			eventually().until(() -> this.rows.countIn("SENT") == 1);
		}
		this.rows.jdbc().sql("UPDATE sms_deliveries SET state = 'WAITING', due_at = accepted_at, round = 2").update();
		publish(2);
		try (ConfigurableApplicationContext sink = sink(A_DAY_BEHIND, "fundbell.sms.max-clock-skew=5m")) {
			HealthIndicator health = sink.getBean("clockHealthIndicator", HealthIndicator.class);
			await().during(Duration.ofSeconds(2)).until(() -> this.gateway.received().size() == 1);
			assertThat(String.valueOf(health.health().getDetails().get("reason")))
				.startsWith("The clock of this machine shows ");
			assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
		}
		assertThat(this.rows.countIn("WAITING")).isEqualTo(1);
		assertThat(this.rows.stateOf(2)).isEqualTo("NONE");
		try (ConfigurableApplicationContext sink = sink()) {
			assertThat(sink.isRunning()).isTrue();
			eventually().until(() -> this.rows.countIn("SENT") == 2);
		}
	}

	private void publish(long id) {
		this.topics.publish(new NotificationEvent(id, this.rows.user(SmsRows.number()), "COUPON_DEADLINE", "text", null,
				null, Instant.now(), null));
	}

	private ConfigurableApplicationContext sink(String... options) {
		List<String> arguments = SinkArguments.of(this.database, this.topic, this.gateway, "10s", options);
		return new SpringApplicationBuilder(SmsSinkApplication.class).run(arguments.toArray(String[]::new));
	}

	private static ConditionFactory eventually() {
		return await().atMost(Duration.ofSeconds(60));
	}

}
