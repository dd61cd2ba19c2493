package dev.fundbell.sms;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.fundbell.event.NotificationEvent;
import dev.fundbell.servers.ChildCommand;
import dev.fundbell.servers.ChildProcess;
import dev.fundbell.sms.FakeGateway.Behaviour;
import dev.fundbell.sms.FakeGateway.Message;
import dev.fundbell.test.RealServers;
import dev.fundbell.test.RealServers.TestDatabase;
import dev.fundbell.test.Topics;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The promise that no message is sent twice, on a real process that is killed inside
 * calls: of these the gateway is asked, and what it has not got waits for a person.
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
			ChildProcess first = sink("first", gateway);
			eventually(first).until(() -> gateway.attemptsTo(taken) == 1 && gateway.attemptsTo(lost) == 1);
			for (int user = 0; user < USERS; user++) {
				publish(topics, SmsRows.number(), 10 + user);
			}
			eventually(first).until(() -> this.rows.countIn("SENT") >= USERS / 4);
			first.kill();
			assertThat(this.rows.stateOf(takenOne)).isEqualTo("CLAIMED");

			ChildProcess second = sink("second", gateway);
			try {
				eventually(second).until(() -> this.rows.stateOf(takenOne).equals("SENT"));
				eventually(second).until(() -> this.rows.stateOf(lostOne).equals("FAILED NEVER_REACHED_GATEWAY"));
				eventually(second).until(() -> this.rows.countIn("SENT") + this.rows.countIn("FAILED") == USERS + 2);
			}
			finally {
				second.kill();
			}
			// Claimed, but never called: rare, and never guessed at.
			long never = this.rows.countIn("FAILED");
			assertThat(gateway.received()).hasSize((int) (USERS + 2 - never))
				.extracting(Message::reference)
				.doesNotHaveDuplicates();
			assertThat(gateway.attemptsTo(taken)).isEqualTo(1);
			assertThat(gateway.attemptsTo(lost)).isEqualTo(1);
		}
	}

	private long publish(Topics topics, String number, long notification) {
		topics.publish(new NotificationEvent(notification, this.rows.user(number), "COUPON_DEADLINE", "text", null,
				null, Instant.now(), null));
		return notification;
	}

	private ChildProcess sink(String name, FakeGateway gateway) {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
						"-cp", System.getProperty("java.class.path"), SmsSinkApplication.class.getName()));
		List<String> options = new ArrayList<>(List.of("server.port=0", "fundbell.sms.use=main",
				"fundbell.sms.max-in-flight=8", "fundbell.sms.quiet-hours.start=00:00",
				"fundbell.sms.quiet-hours.end=00:00", "fundbell.sms.unknown.ask-after=1s",
				"spring.cloud.stream.kafka.binder.consumer-properties.session.timeout.ms=6000",
				"fundbell.sms.unknown.not-found-after=2s", "fundbell.datasource.url=" + this.database.url(),
				"fundbell.datasource.username=" + this.database.username(),
				"fundbell.datasource.password=" + this.database.password(),
				"spring.cloud.stream.kafka.binder.brokers=" + RealServers.get().kafka().bootstrapServers(),
				"spring.cloud.stream.bindings.input.destination=" + this.topic,
				"spring.cloud.stream.bindings.deadLetter-out-0.destination=" + this.topic + ".dead-letter"));
		options.addAll(gateway.options("main", "10m"));
		options.forEach((option) -> command.add("--" + option));
		return ChildProcess.start(ChildCommand.of(name, command, this.directory));
	}

	private static ConditionFactory eventually(ChildProcess sink) {
		return await().atMost(Duration.ofSeconds(120)).failFast("The sink has ended", () -> !sink.isAlive());
	}

}
