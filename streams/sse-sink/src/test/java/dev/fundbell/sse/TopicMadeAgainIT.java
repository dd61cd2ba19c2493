package dev.fundbell.sse;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.fundbell.event.NotificationTopic;
import dev.fundbell.test.RealServers;
import dev.fundbell.test.SseTestClient;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.kafka.event.ListenerContainerIdleEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The topic is deleted and made again while the sink reads it. */
class TopicMadeAgainIT extends RunningSink {

	@Autowired
	private MeterRegistry meters;

	@Autowired
	private ConfigurableApplicationContext context;

	@Value("${spring.cloud.stream.bindings.input.destination}")
	private String topic;

	/** It has as many records as before by then, so Kafka notices nothing. */
	@Test
	void sendsEachNotificationOfTheNewTopic() throws Exception {
		long user = this.rows.user("ko");
		long away = this.rows.user("ko");
		double gaps = gaps();
		try (SseTestClient client = subscribe(user, null)) {
			List<Long> before = List.of(publish(user), publish(user));
			await().untilAsserted(() -> assertThat(client.notificationIds()).isEqualTo(before));
			String place;
			try (SseTestClient idle = subscribe(away, null)) {
				place = idle.lastEventId();
			}
			makeAgain();
			long missed = publish(away);
			List<Long> after = List.of(publish(user), publish(user), publish(user), publish(user));
			await().atMost(Duration.ofSeconds(30)).until(client::hasEnded);
			try (SseTestClient again = subscribe(user, client.lastEventId());
					SseTestClient back = subscribe(away, place)) {
				await().untilAsserted(() -> assertThat(
						Stream.concat(client.notificationIds().stream(), again.notificationIds().stream()))
					.containsAll(after));
				await().untilAsserted(() -> assertThat(back.notificationIds()).containsExactly(missed));
			}
		}
		assertThat(gaps()).isEqualTo(gaps + 1);
	}

	/** Its consumer stands still meanwhile, and would go on at its former offset. */
	@Test
	void inspectsEachRecordOfTheNewTopic() throws Exception {
		long user = this.rows.user("ko");
		double gaps = gaps();
		publish(user);
		publish(user);
		this.topics.send(NotificationTopic.key(user), bytes("no json in the old topic"), Map.of());
		awaitDeadLetter("no json in the old topic");
		Runnable release = holdInspection();
		makeAgain();
		this.topics.send(NotificationTopic.key(user), bytes("no json in the new topic"), Map.of());
		for (int count = 0; count < 20; count++) {
			publish(user);
		}
		release.run();
		awaitDeadLetter("no json in the new topic");
		// Streams of another test would end.
		await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(gaps()).isEqualTo(gaps + 1));
	}

	/** Holds the thread of the inspection's consumer until the result is run. */
	private Runnable holdInspection() {
		CompletableFuture<Void> held = new CompletableFuture<>();
		CompletableFuture<Void> released = new CompletableFuture<Void>().completeOnTimeout(null, 60, TimeUnit.SECONDS);
		ApplicationListener<ListenerContainerIdleEvent> listener = new ApplicationListener<>() {

			@Override
			public void onApplicationEvent(ListenerContainerIdleEvent event) {
				// As RunningSink calls it.
				if (event.getConsumer().groupMetadata().groupId().equals(TopicMadeAgainIT.this.topic)) {
					held.complete(null);
					released.join();
				}
			}

		};
		this.context.addApplicationListener(listener);
		assertThat(held).succeedsWithin(Duration.ofSeconds(20));
		return () -> {
			this.context.removeApplicationListener(listener);
			released.complete(null);
		};
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private double gaps() {
		return this.meters.counter("fundbell.sse.gaps").count();
	}

	private long publish(long user) {
		long id = this.rows.published(user, this.clock.instant());
		this.topics.publish(event(id, user));
		return id;
	}

	private void makeAgain() throws Exception {
		try (Admin admin = Admin.create(Map.of("bootstrap.servers", RealServers.get().kafka().bootstrapServers()))) {
			int partitions = admin.describeTopics(List.of(this.topic))
				.topicNameValues()
				.get(this.topic)
				.get(20, TimeUnit.SECONDS)
				.partitions()
				.size();
			admin.deleteTopics(List.of(this.topic)).all().get(20, TimeUnit.SECONDS);
			// Unless a client has made it by asking for it.
			RealServers.get().kafka().createTopic(this.topic, partitions, Map.of());
		}
	}

}
