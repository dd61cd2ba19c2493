package dev.fundbell.sms;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.fundbell.event.NotificationEvent;
import dev.fundbell.sms.FakeGateway.Message;
import dev.fundbell.test.KillableServers;
import dev.fundbell.test.Topics;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The database, the broker and the gateway go away and come back. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultsIT {

	@TempDir
	private static Path directory;

	private final FakeGateway gateway = new FakeGateway();

	private KillableServers servers;

	private SmsRows rows;

	private ConfigurableApplicationContext sink;

	@BeforeAll
	void start() {
		this.servers = KillableServers.start(directory);
		this.rows = new SmsRows(this.servers.database().dataSource());
		this.sink = sink();
	}

	@AfterAll
	void stop() {
		this.sink.close();
		this.gateway.close();
		this.servers.close();
	}

	@Test
	void losesNothingAndRepeatsNothing() {
		String number = SmsRows.number();
		long user = this.rows.user(number);
		try (Topics topics = new Topics(this.servers.kafka().bootstrapServers(), "notifications")) {
			publish(topics, user, 1);
			eventually().until(() -> this.gateway.receivedBy(number).size() == 1);

			this.servers.mariaDb().kill();
			publish(topics, user, 2);
			eventually().until(() -> readiness() == 503);
			this.servers.mariaDb().start();
			eventually().until(() -> this.gateway.receivedBy(number).size() == 2);
			eventually().until(() -> readiness() == 200);

			this.servers.kafka().kill();
			this.servers.kafka().start();
			publish(topics, user, 3);
			eventually().until(() -> this.gateway.receivedBy(number).size() == 3);
			eventually().until(() -> this.rows.stateOf(3).equals("SENT"));
			assertThat(this.gateway.receivedBy(number)).extracting(Message::reference)
				.containsExactly("fundbell-1-1", "fundbell-2-1", "fundbell-3-1");
		}
	}

	private static void publish(Topics topics, long user, long id) {
		topics.publish(new NotificationEvent(id, user, "COUPON_DEADLINE", "text", null, null, Instant.now(), null));
	}

	private int readiness() throws Exception {
		String port = this.sink.getEnvironment().getRequiredProperty("local.server.port");
		return HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness")).build(),
					HttpResponse.BodyHandlers.discarding())
			.statusCode();
	}

	private static ConditionFactory eventually() {
		return await().atMost(Duration.ofSeconds(120));
	}

	private ConfigurableApplicationContext sink() {
		List<String> options = new ArrayList<>(this.servers.options());
		options.addAll(List.of("server.port=0", "fundbell.sms.use=main", "fundbell.sms.quiet-hours.start=00:00",
				"fundbell.sms.quiet-hours.end=00:00"));
		options.addAll(this.gateway.options("main", "1m"));
		return new SpringApplicationBuilder(SmsSinkApplication.class)
			.run(options.stream().map((option) -> "--" + option).toArray(String[]::new));
	}

}
