package dev.fundbell.sms;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import dev.fundbell.event.NotificationEvent;
import dev.fundbell.sms.FakeGateway.Message;
import dev.fundbell.test.RealServers;
import dev.fundbell.test.RealServers.TestDatabase;
import dev.fundbell.test.Topics;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Tests of two sinks on one topic and one database, as Data Flow deploys them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoInstancesIT {

	private static final int USERS = 40;

	private static final int EACH = 10;

	private final String topic = RealServers.get().uniqueName("two");

	private final TestDatabase database = RealServers.get().fundbellDatabase();

	private final SmsRows rows = new SmsRows(this.database.dataSource());

	private final FakeGateway gateway = new FakeGateway();

	private final List<ConfigurableApplicationContext> sinks = new ArrayList<>();

	private Topics topics;

	@BeforeAll
	void start() {
		RealServers.get().kafka().createTopic(this.topic, 4, Map.of());
		this.topics = new Topics(RealServers.get().kafka().bootstrapServers(), this.topic);
	}

	@AfterAll
	void stop() {
		this.gateway.close();
		this.sinks.forEach(ConfigurableApplicationContext::close);
		this.topics.close();
	}

	@Test
	void sendEachMessageOnceAndEachUsersInOrderThoughOneStops() {
		List<String> numbers = new ArrayList<>();
		List<Long> users = new ArrayList<>();
		for (int user = 0; user < USERS; user++) {
			numbers.add(SmsRows.number());
			users.add(this.rows.user(numbers.get(user)));
		}
		// Both find these at once.
		publish(users, 0);
		this.sinks.add(sink());
		this.sinks.add(sink());
		publish(users, 1);
		await().atMost(Duration.ofSeconds(60)).until(() -> this.rows.countIn("SENT") > USERS);
		this.sinks.remove(0).close();
		await().atMost(Duration.ofSeconds(120)).until(() -> this.rows.countIn("SENT") == 2 * USERS * EACH);
		assertThat(this.gateway.received()).hasSize(2 * USERS * EACH)
			.extracting(Message::reference)
			.doesNotHaveDuplicates();
		Map<String, List<Integer>> order = this.gateway.received()
			.stream()
			.collect(Collectors.groupingBy(Message::to,
					Collectors.mapping((message) -> Integer.valueOf(message.text()), Collectors.toList())));
		assertThat(order).hasSize(USERS).allSatisfy((number, texts) -> assertThat(texts).isSorted());
	}

	private void publish(List<Long> users, int round) {
		for (int each = round * EACH; each < (round + 1) * EACH; each++) {
			for (long user : users) {
				this.topics.publish(new NotificationEvent(user * 1000 + each, user, "COUPON_DEADLINE",
						Integer.toString(each), null, null, Instant.now(), null));
			}
		}
	}

	private ConfigurableApplicationContext sink() {
		return new SpringApplicationBuilder(SmsSinkApplication.class)
			.run(SinkArguments.of(this.database, this.topic, this.gateway, "1m", "fundbell.sms.max-in-flight=16")
				.toArray(String[]::new));
	}

}
