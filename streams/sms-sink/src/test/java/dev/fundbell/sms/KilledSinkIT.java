package dev.fundbell.sms;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import dev.fundbell.event.NotificationEvent;
import dev.fundbell.servers.ChildCommand;
import dev.fundbell.servers.ChildProcess;
import dev.fundbell.servers.JavaProgram;
import dev.fundbell.sms.FakeGateway.Behaviour;
import dev.fundbell.sms.FakeGateway.Message;
import dev.fundbell.test.RealServers;
import dev.fundbell.test.RealServers.TestDatabase;
import dev.fundbell.test.Topics;
import dev.fundbell.test.app.AppCommand;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Test of a sink that is killed during calls, as a real process. No message is lost, and
 * none is sent twice: the next sink queries the gateway, and sends again only what the
 * gateway never got.
 */
class KilledSinkIT {

	private static final int USERS = 60;

	private final String topic = RealServers.get().uniqueName("killed");

	private final TestDatabase database = RealServers.get().fundbellDatabase();

	private final SmsRows rows = new SmsRows(this.database.dataSource());

	@TempDir(cleanup = CleanupMode.ON_SUCCESS)
	private Path directory;

	@Test
	void sendsEverythingOnceAndAsksAboutTheCallsThatItWasKilledIn() throws IOException {
		String taken = SmsRows.number();
		String lost = SmsRows.number();
		try (FakeGateway gateway = new FakeGateway();
				Topics topics = new Topics(RealServers.get().kafka().bootstrapServers(), this.topic)) {
			gateway.script(taken, Behaviour.ACCEPT_SILENTLY);
			gateway.script(lost, Behaviour.LOSE);
			long takenOne = publish(topics, taken, 1);
			long lostOne = publish(topics, lost, 2);
			ChildProcess first = process(gateway);
			ConditionFactory whileItRuns = eventually().failFast("The sink has ended", () -> !first.isAlive());
			whileItRuns.until(() -> gateway.attemptsTo(taken) == 1 && gateway.attemptsTo(lost) == 1);
			for (int user = 0; user < USERS; user++) {
				publish(topics, SmsRows.number(), 10 + user);
			}
			whileItRuns.until(() -> this.rows.countIn("SENT") >= USERS / 4);
			first.kill();
			assertThat(this.rows.stateOf(takenOne)).isEqualTo("CLAIMED");

			ConfigurableApplicationContext second = new SpringApplicationBuilder(SmsSinkApplication.class)
				.run(arguments(gateway).toArray(String[]::new));
			try {
				eventually().until(() -> this.rows.stateOf(takenOne).equals("SENT"));
				eventually().until(() -> gateway.attemptsTo(lost) == 2);
				eventually().until(() -> this.rows.countIn("SENT") == USERS + 2);
			}
			finally {
				second.close();
			}
			assertThat(gateway.received()).hasSize(USERS + 2).extracting(Message::reference).doesNotHaveDuplicates();
			assertThat(gateway.attemptsTo(taken)).isEqualTo(1);
			assertThat(gateway.attemptsTo(lost)).isEqualTo(2);
		}
	}

	private long publish(Topics topics, String number, long notification) {
		topics.publish(new NotificationEvent(notification, this.rows.user(number), "COUPON_DEADLINE", "text", null,
				null, Instant.now(), null));
		return notification;
	}

	private ChildProcess process(FakeGateway gateway) {
		List<String> command = JavaProgram.command(SmsSinkApplication.class, AppCommand.JVM_OPTIONS,
				arguments(gateway));
		return ChildProcess.start(ChildCommand.of("first", command, this.directory));
	}

	private List<String> arguments(FakeGateway gateway) {
		return SinkArguments.of(this.database, this.topic, gateway, "10m", "fundbell.sms.max-in-flight=8",
				"fundbell.sms.unknown.ask-after=1s", "fundbell.sms.unknown.not-found-after=2s",
				"spring.cloud.stream.kafka.binder.consumer-properties.session.timeout.ms=6000");
	}

	private static ConditionFactory eventually() {
		return await().atMost(Duration.ofSeconds(120));
	}

}
