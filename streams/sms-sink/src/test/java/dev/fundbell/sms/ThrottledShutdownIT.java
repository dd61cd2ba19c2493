package dev.fundbell.sms;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;

import dev.fundbell.event.NotificationEvent;
import dev.fundbell.sms.FakeGateway.Behaviour;
import dev.fundbell.sms.FakeGateway.Message;
import dev.fundbell.test.RealServers;
import dev.fundbell.test.RealServers.TestDatabase;
import dev.fundbell.test.Topics;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Tests of sinks that are stopped while gateways or rate limits put messages off. */
class ThrottledShutdownIT {

	private static final int MESSAGES = 12;

	private final String topic = RealServers.get().uniqueName("throttled");

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
	void keepsWhatTheGatewayPutsOff() {
		this.gateway.usually(Behaviour.BUSY);
		publish();
		try (ConfigurableApplicationContext sink = sink()) {
			assertThat(sink.isRunning()).isTrue();
			eventually().until(() -> this.gateway.attempts() > MESSAGES);
		}
		assertThat(this.rows.countIn("WAITING")).isEqualTo(MESSAGES);
		assertThat(this.gateway.received()).isEmpty();
		sendsEachOnce();
	}

	@Test
	void keepsWhatWaitsForItsTurn() {
		publish();
		try (ConfigurableApplicationContext sink = sink("fundbell.sms.gateways.main.rate-per-second=2",
				"fundbell.sms.drain=1m")) {
			assertThat(sink.isRunning()).isTrue();
			eventually().until(() -> this.gateway.attempts() >= 2);
		}
		assertThat(this.rows.countIn("SENT")).isEqualTo(this.gateway.received().size()).isLessThan(MESSAGES);
		assertThat(this.rows.countIn("WAITING")).isEqualTo(MESSAGES - this.gateway.received().size());
		sendsEachOnce();
	}

	private void sendsEachOnce() {
		this.gateway.usually(Behaviour.ACCEPT);
		try (ConfigurableApplicationContext sink = sink()) {
			assertThat(sink.isRunning()).isTrue();
			eventually().until(() -> this.rows.countIn("SENT") == MESSAGES);
		}
		assertThat(this.gateway.received()).hasSize(MESSAGES).extracting(Message::reference).doesNotHaveDuplicates();
	}

	private void publish() {
		LongStream.rangeClosed(1, MESSAGES)
			.forEach((id) -> this.topics.publish(new NotificationEvent(id, this.rows.user(SmsRows.number()),
					"COUPON_DEADLINE", "text", null, null, Instant.now(), null)));
	}

	private ConfigurableApplicationContext sink(String... options) {
		List<String> arguments = SinkArguments.of(this.database, this.topic, this.gateway, "10s", options);
		return new SpringApplicationBuilder(SmsSinkApplication.class).run(arguments.toArray(String[]::new));
	}

	private static ConditionFactory eventually() {
		return await().atMost(Duration.ofSeconds(60));
	}

}
