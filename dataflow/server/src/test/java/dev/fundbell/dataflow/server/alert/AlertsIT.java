package dev.fundbell.dataflow.server.alert;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Properties;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.mail.Message;
import javax.mail.internet.MimeMessage;
import javax.sql.DataSource;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.fundbell.dataflow.server.Rounds;
import dev.fundbell.dataflow.server.alert.WebhookReceiver.Received;
import dev.fundbell.dataflow.server.platform.Platform;
import dev.fundbell.dataflow.server.schedule.ScheduleTables;
import dev.fundbell.servers.Ports;
import dev.fundbell.test.SettableClock;
import org.apache.commons.codec.binary.Hex;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.mail.MailSenderAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Alerts on the real tables, to a real HTTP server and a real mail server. */
class AlertsIT {

	private static final Instant NOW = Instant.parse("2026-11-23T00:00:00Z");

	private static final String SECRET = "a secret of the webhook";

	private static final String ADD_SCHEDULE = """
			INSERT INTO fundbell_schedules (name, task_definition, platform, expression, time_zone, overlap, missed, paused,
				properties, arguments, alert_running_seconds, alert_no_success_seconds)
			VALUES ('daily', 'probe', 'default', '0 9 * * *', 'Asia/Seoul', 'SKIP', 'ONCE', FALSE, '{}', '[]', ?, ?)
			""";

	private static final String ADD_RUN = """
			INSERT INTO fundbell_schedule_runs (schedule, due, kind, state, attempt, execution_id, started, ended, reason)
			VALUES ('daily', ?, ?, ?, 1, ?, ?, ?, ?)
			""";

	private final JdbcTemplate jdbc = ScheduleTables.in(Platform.database(), "alerts");

	private final SettableClock clock = new SettableClock(NOW.toString());

	private WebhookReceiver receiver;

	private Alerting first;

	private Alerting second;

	@BeforeEach
	void start() throws IOException {
		ScheduleTables.empty(this.jdbc);
		this.receiver = new WebhookReceiver();
		this.first = server(webhook());
		this.second = server(webhook());
	}

	@AfterEach
	void stop() {
		this.receiver.close();
	}

	@Test
	void aFailureIsToldOnceAndItsEndOnce() throws IOException {
		addSchedule(0, 0);
		addRun(NOW, "FAILED", 12L, "exit code 3: why");
		look(this.first, this.second, this.first);
		assertThat(this.receiver.received()).hasSize(1);
		Received raised = this.receiver.received().get(0);
		assertThat(raised.body().path("event").asText()).isEqualTo("raised");
		assertThat(raised.body().path("kind").asText()).isEqualTo("failed");
		assertThat(raised.body().path("schedule").asText()).isEqualTo("daily");
		assertThat(raised.body().path("message").asText())
			.isEqualTo("The run of 2026-11-23 09:00:00 Asia/Seoul, execution 12, went wrong: exit code 3: why.");
		assertThat(raised.body().path("raisedAt").asText()).isEqualTo("2026-11-23T00:00:00Z");

		this.clock.advance(Duration.ofDays(1));
		addRun(this.clock.instant(), "FAILED", 13L, "exit code 3: why");
		look(this.first, this.second);
		assertThat(this.receiver.received()).as("it was told").hasSize(1);
		addRun(this.clock.instant().plusSeconds(1), "SUCCEEDED", 14L, "exit code 0");
		look(this.second, this.first);
		assertThat(this.receiver.received()).hasSize(2);
		Received resolved = this.receiver.received().get(1);
		assertThat(resolved.body().path("event").asText()).isEqualTo("resolved");
		assertThat(resolved.body().path("id")).isEqualTo(raised.body().path("id"));
		assertThat(resolved.body().path("resolvedAt").asText()).isEqualTo("2026-11-24T00:00:00Z");

		addRun(this.clock.instant().plusSeconds(2), "FAILED", 15L, "again");
		look(this.first);
		assertThat(this.receiver.received()).as("another failure").hasSize(3);
	}

	@Test
	void aRunThatCouldNotBeLaunchedAndOneThatWasMissedWereNotStarted() throws IOException {
		addSchedule(0, 0);
		addRun(NOW, "FAILED", null, "not launched: the app is not registered");
		look(this.first);
		assertThat(this.receiver.received().get(0).body().path("kind").asText()).isEqualTo("not started");
		assertThat(this.receiver.received().get(0).body().path("message").asText())
			.endsWith("was not started: not launched: the app is not registered.");
		addRun(NOW.plusSeconds(1), "SUCCEEDED", 13L, "exit code 0");
		look(this.first);
		addRun(NOW.plusSeconds(2), "MISSED", null, "missed, it had not started by its deadline");
		look(this.first);
		assertThat(this.receiver.received().get(2).body().path("message").asText()).contains("by its deadline.");
	}

	@Test
	void aRunThatIsTriedAgainHasNotFailedYet() {
		addSchedule(0, 0);
		addRun(NOW, "FAILED", 12L, "exit code 3");
		this.jdbc.update(
				"INSERT INTO fundbell_schedule_runs (schedule, due, kind, state, attempt) VALUES ('daily', ?, 'RETRY', 'DUE', 0)",
				utc(NOW));
		look(this.first);
		assertThat(this.receiver.received()).isEmpty();
	}

	@Test
	void aRunThatDoesNotStartIsLateUntilItDoes() throws IOException {
		addSchedule(0, 0);
		addRun(NOW, "DUE", null, null);
		this.clock.advance(Duration.ofMinutes(10));
		look(this.first);
		assertThat(this.receiver.received()).isEmpty();
		this.clock.advance(Duration.ofMillis(1));
		look(this.first, this.second);
		assertThat(this.receiver.received()).hasSize(1);
		assertThat(this.receiver.received().get(0).body().path("kind").asText()).isEqualTo("late");
		this.jdbc.update("UPDATE fundbell_schedule_runs SET state = 'RUNNING'");
		look(this.first);
		assertThat(this.receiver.received()).hasSize(2);
	}

	@Test
	void aScheduleThatNoTimerLooksAtIsLate() throws IOException {
		addSchedule(0, 0);
		this.jdbc.update("UPDATE fundbell_schedules SET next_due = ?", utc(NOW.minus(Duration.ofMinutes(11))));
		look(this.first);
		assertThat(this.receiver.received().get(0).body().path("kind").asText()).isEqualTo("late");
	}

	@Test
	void runsThatAreSkippedInARowAreTold() throws IOException {
		addSchedule(0, 0);
		for (int run = 1; run <= 2; run++) {
			addRun(NOW.plusSeconds(run), "SKIPPED", null, "skipped, execution 12 still ran");
		}
		look(this.first);
		assertThat(this.receiver.received()).isEmpty();
		addRun(NOW.plusSeconds(3), "SKIPPED", null, "skipped, execution 12 still ran");
		look(this.first);
		assertThat(this.receiver.received().get(0).body().path("message").asText())
			.isEqualTo("Its last 3 runs were skipped.");
		addRun(NOW.plusSeconds(4), "RUNNING", 13L, null);
		look(this.first);
		assertThat(this.receiver.received()).hasSize(2);
	}

	@Test
	void aRunThatRunsForLongerThanItsScheduleSaysIsTold() throws IOException {
		addSchedule(3600, 0);
		addRun(NOW, "RUNNING", 12L, null);
		this.clock.advance(Duration.ofHours(1));
		look(this.first);
		assertThat(this.receiver.received()).isEmpty();
		this.clock.advance(Duration.ofSeconds(1));
		look(this.first);
		assertThat(this.receiver.received().get(0).body().path("kind").asText()).isEqualTo("running long");
		this.jdbc.update("DELETE FROM fundbell_schedules");
		look(this.first);
		assertThat(this.receiver.received()).as("over with its schedule").hasSize(2);
	}

	@Test
	void aScheduleThatHasNotSucceededForLongIsTold() throws IOException {
		addSchedule(0, 86_400);
		look(this.first);
		addRun(NOW, "SUCCEEDED", 12L, "exit code 0");
		this.clock.advance(Duration.ofDays(1));
		look(this.first);
		assertThat(this.receiver.received()).isEmpty();
		this.clock.advance(Duration.ofSeconds(1));
		look(this.first);
		assertThat(this.receiver.received().get(0).body().path("message").asText())
			.isEqualTo("It has not succeeded since 2026-11-23 09:00:00 Asia/Seoul.");
		this.jdbc.update("UPDATE fundbell_schedules SET paused = TRUE");
		look(this.first);
		assertThat(this.receiver.received()).as("nobody expects it to").hasSize(2);
	}

	@Test
	void aMessageIsSentAgainUntilItIsTakenAlsoAfterARestart() {
		fail();
		this.receiver.answerWith(503);
		look(this.first);
		this.jdbc.update("DELETE FROM fundbell_schedules");
		look(this.first, this.second);
		assertThat(this.receiver.keys()).as("it waits").hasSize(1);
		this.clock.advance(Duration.ofSeconds(10));
		look(this.first);
		this.clock.advance(Duration.ofSeconds(19));
		look(this.first);
		assertThat(this.receiver.keys()).as("it waits longer").hasSize(2);
		this.receiver.answerWith(200);
		this.clock.advance(Duration.ofSeconds(1));
		look(server(webhook()));
		assertThat(this.receiver.keys()).hasSize(3);
		look(server(webhook()), this.first);
		assertThat(this.receiver.keys()).hasSize(4);
		assertThat(this.receiver.keys().subList(0, 3)).allMatch((key) -> key.endsWith("-raised"));
		assertThat(this.receiver.keys().get(3)).endsWith("-resolved");
		look(this.first, this.second);
		assertThat(this.receiver.keys()).hasSize(4);
	}

	@Test
	void aRedirectTakesNoMessage() {
		fail();
		this.receiver.answerWith(302);
		look(this.first);
		assertThat(this.jdbc.queryForObject("SELECT error FROM fundbell_alert_deliveries", String.class))
			.contains("status 302");
	}

	@Test
	void ofTwoServersOneSends() {
		fail();
		this.receiver.meanwhile(this.second::deliver);
		look(this.first);
		look(this.second, this.first);
		assertThat(this.receiver.keys()).hasSize(1);
	}

	@Test
	void aMessageWhoseServerDiedIsSentByAnother() {
		fail();
		this.first.check();
		Alerts alerts = new Alerts(this.jdbc, transaction(), this.clock);
		assertThat(alerts.claim(alerts.due().get(0))).isTrue();
		look(this.second);
		assertThat(this.receiver.keys()).isEmpty();
		this.clock.advance(Alerts.CLAIM);
		look(this.second, this.first);
		assertThat(this.receiver.keys()).hasSize(1);
	}

	@Test
	void theSignatureIsOfTimeAndBody() throws Exception {
		fail();
		look(this.first);
		Received received = this.receiver.received().get(0);
		String time = Long.toString(NOW.getEpochSecond());
		Mac mac = Mac.getInstance("HmacSHA256");
		mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
		String expected = Hex
			.encodeHexString(mac.doFinal((time + "." + received.text()).getBytes(StandardCharsets.UTF_8)));
		assertThat(received.signature()).isEqualTo("t=" + time + ",v1=" + expected);
		assertThat(received.key()).isEqualTo(received.body().path("id").asText() + "-raised");
	}

	@Test
	void mailTellsTheSameAndIsSentAgainWhenItsServerIsBack() throws Exception {
		fail();
		int port = Ports.free();
		GreenMail mail = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
		Alerting alerting = server(mail(port));
		look(alerting);
		mail.start();
		try {
			this.clock.advance(Duration.ofSeconds(10));
			look(alerting);
			MimeMessage raised = mail.getReceivedMessages()[0];
			assertThat(raised.getSubject()).isEqualTo("[Fundbell] daily failed");
			assertThat(raised.getRecipients(Message.RecipientType.TO)).extracting(Objects::toString)
				.containsExactly("ops@example.org", "owner@example.org");
			assertThat(raised.getContent().toString()).contains("Schedule: daily", "exit code 3: 왜");
			this.jdbc.update("DELETE FROM fundbell_schedules");
			look(alerting);
			assertThat(mail.getReceivedMessages()).as("one for each of two people, twice").hasSize(4);
			assertThat(mail.getReceivedMessages()[3].getSubject()).isEqualTo("[Fundbell] resolved: daily failed");
		}
		finally {
			mail.stop();
		}
	}

	@Test
	void theOptionsAreEnough() {
		fail();
		new ApplicationContextRunner().withUserConfiguration(AlertConfiguration.class, Rounds.class)
			.withConfiguration(AutoConfigurations.of(MailSenderAutoConfiguration.class))
			.withBean(Clock.class, () -> this.clock)
			.withBean(JdbcTemplate.class, () -> this.jdbc)
			.withBean(TransactionTemplate.class, this::transaction)
			.withPropertyValues("fundbell.alerts.webhook.url=" + this.receiver.url(),
					"fundbell.alerts.webhook.secret=" + SECRET)
			.run((context) -> {
				context.getBean(Rounds.class).start();
				await().atMost(Duration.ofSeconds(60)).until(() -> this.receiver.keys().size() == 1);
			});
	}

	private AlertChannel webhook() {
		return new WebhookChannel(
				new AlertProperties.Webhook(URI.create(this.receiver.url()), SECRET, Duration.ofSeconds(10)),
				this.clock);
	}

	private static AlertChannel mail(int port) {
		JavaMailSenderImpl sender = new JavaMailSenderImpl();
		sender.setHost("127.0.0.1");
		sender.setPort(port);
		sender.setJavaMailProperties(new Properties());
		return new MailChannel(
				new AlertProperties.Mail(List.of("ops@example.org", "owner@example.org"), "fundbell@example.org"),
				sender);
	}

	private Alerting server(AlertChannel channel) {
		AlertProperties settings = new AlertProperties(Duration.ofMinutes(10), 3,
				new AlertProperties.Webhook(null, "", Duration.ofSeconds(10)), new AlertProperties.Mail(List.of(), ""));
		return new Alerting(new AlertConditions(this.jdbc, settings, this.clock),
				new Alerts(this.jdbc, transaction(), this.clock), List.of(channel));
	}

	private TransactionTemplate transaction() {
		DataSource dataSource = Objects.requireNonNull(this.jdbc.getDataSource());
		return new TransactionTemplate(new DataSourceTransactionManager(dataSource));
	}

	private static void look(Alerting... servers) {
		for (Alerting server : servers) {
			server.check();
			server.deliver();
		}
	}

	private void fail() {
		addSchedule(0, 0);
		addRun(NOW, "FAILED", 12L, "exit code 3: 왜");
	}

	private void addSchedule(long runningSeconds, long noSuccessSeconds) {
		this.jdbc.update(ADD_SCHEDULE, runningSeconds, noSuccessSeconds);
	}

	private void addRun(Instant due, String state, Long execution, String reason) {
		boolean ended = !List.of("DUE", "RUNNING").contains(state);
		this.jdbc.update(ADD_RUN, utc(due), "SCHEDULED", state, execution, (execution != null) ? utc(due) : null,
				ended ? utc(due) : null, reason);
	}

	private static LocalDateTime utc(Instant instant) {
		return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
	}

}
