package dev.fundbell.example.online;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;

import dev.fundbell.event.NotificationEventJson;
import dev.fundbell.servers.ChildCommand;
import dev.fundbell.servers.ChildProcess;
import dev.fundbell.servers.JavaProgram;
import dev.fundbell.servers.KafkaServer;
import dev.fundbell.servers.Ports;
import dev.fundbell.test.RealServers;
import dev.fundbell.test.RealServers.TestDatabase;
import dev.fundbell.test.Rows;
import dev.fundbell.test.Today;
import dev.fundbell.test.Topics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The promises of the outbox, kept by a service under faults. */
class OnlineServiceIT {

	private static final Duration LONG_ENOUGH = Duration.ofSeconds(90);

	private static final int PARTICIPANTS = 20;

	private final TestDatabase database = RealServers.get().fundbellDatabase();

	private final Rows rows = new Rows(this.database.dataSource());

	private final KafkaServer kafka = RealServers.get().kafka();

	private final String topic = RealServers.get().uniqueName("online");

	private final HttpClient http = HttpClient.newHttpClient();

	private final List<ConfigurableApplicationContext> instances = new ArrayList<>();

	private final long lastUser = createUsers();

	@TempDir
	private Path directory;

	@BeforeEach
	void createTopic() {
		this.kafka.createTopic(this.topic, 2, Map.of());
	}

	@AfterEach
	void close() {
		this.instances.forEach(ConfigurableApplicationContext::close);
	}

	@Test
	void tellsEachParticipantOnceThoughTwoInstancesAreAskedAtOnce() {
		int one = start();
		int two = start();
		long funding = funding();
		List<String> answers = List.of(one, two, one, two)
			.stream()
			.map((port) -> CompletableFuture.supplyAsync(() -> thank(port, funding)))
			.toList()
			.stream()
			.map(CompletableFuture::join)
			.toList();
		assertThat(answers).containsOnlyOnce("{\"told\":20}").containsOnly("{\"told\":20}", "{\"told\":0}");
		awaitPublished(PARTICIPANTS);
		assertThat(publishedIds()).containsExactlyInAnyOrderElementsOf(
				this.rows.jdbc().sql("SELECT id FROM notifications").query(Long.class).list());
		assertThat(this.rows
			.count("notifications WHERE type = 'FUNDING_THANKS' AND message = 'Thank you' AND funding_id = " + funding))
			.isEqualTo(PARTICIPANTS);
	}

	@Test
	void refusesThanksWithoutWordsOrWithTooMany() {
		int port = start();
		long funding = funding();
		assertThat(post(port, funding, "{}").statusCode()).isEqualTo(400);
		assertThat(post(port, funding, "{\"text\": \"%s\"}".formatted("🎁".repeat(501))).statusCode()).isEqualTo(400);
		assertThat(this.rows.count("notifications")).isZero();
	}

	@Test
	void tellsOfACouponThatARefundHasTakenBack() {
		int port = start();
		long funding = this.rows.funding("달빛 램프");
		long participation = this.rows.participation(funding, this.lastUser, 1000);
		assertThat(delete(port, participation)).isEqualTo("200 {\"result\":\"CANCELLED\"}");
		assertThat(delete(port, participation)).isEqualTo("404 {\"result\":\"NOT_ACTIVE\"}");
		long refunded = this.rows.participation(funding, this.lastUser, 1000);
		this.rows.coupon(this.lastUser, funding, "ACTIVE", Today.date());
		this.rows.jdbc().sql("UPDATE coupons SET occasion = 'FUNDING_SUCCEEDED'").update();
		this.rows.jdbc().sql("UPDATE fundings SET status = 'SUCCEEDED'").update();
		assertThat(delete(port, refunded)).isEqualTo("200 {\"result\":\"COUPON_TAKEN_BACK\"}");
		awaitPublished(1);
		assertThat(this.rows.jdbc().sql("SELECT message FROM notifications").query(String.class).single())
			.isEqualTo("[달빛 램프] 펀딩 참여가 취소되어 5,000원 쿠폰이 회수되었습니다.");
	}

	/**
	 * A transaction that holds the participation and then wants the coupon, while the
	 * refund holds the coupon and wants the participation. MariaDB rolls the refund back,
	 * because it has changed fewer rows.
	 */
	@Test
	void cancelsAParticipationThoughADeadlockRollsItBack() throws SQLException {
		int port = start();
		long funding = this.rows.funding("A lamp");
		long participation = this.rows.participation(funding, this.lastUser, 1000);
		this.rows.coupon(this.lastUser, funding, "ACTIVE", Today.date());
		this.rows.jdbc().sql("UPDATE coupons SET occasion = 'FUNDING_SUCCEEDED'").update();
		this.rows.jdbc().sql("UPDATE fundings SET status = 'SUCCEEDED'").update();
		CompletableFuture<String> answer;
		try (Connection other = this.database.dataSource().getConnection();
				Statement statement = other.createStatement()) {
			other.setAutoCommit(false);
			statement.execute("UPDATE users SET name = 'changed'");
			statement.execute("SELECT id FROM participations FOR UPDATE");
			answer = CompletableFuture.supplyAsync(() -> delete(port, participation));
			await().atMost(LONG_ENOUGH).until(this::isAnybodyWaiting);
			statement.execute("SELECT id FROM coupons FOR UPDATE");
			other.rollback();
		}
		assertThat(answer.join()).isEqualTo("200 {\"result\":\"COUPON_TAKEN_BACK\"}");
		assertThat(this.rows.count("notifications")).isEqualTo(1);
	}

	@Test
	void losesAndDoublesNothingWhileTheBrokerIsAway() {
		int port = start();
		long before = funding();
		thank(port, before);
		awaitPublished(PARTICIPANTS);
		this.kafka.kill();
		try {
			assertThat(thank(port, funding())).isEqualTo("{\"told\":20}");
			assertThat(thank(port, funding())).isEqualTo("{\"told\":20}");
			assertThat(this.rows.notificationsIn("PUBLISHED")).isEqualTo(PARTICIPANTS);
		}
		finally {
			this.kafka.start();
		}
		awaitPublished(3 * PARTICIPANTS);
		assertThat(publishedIds()).hasSize(3 * PARTICIPANTS);
	}

	/**
	 * A process that is killed while its relay waits for an acknowledgement, and while a
	 * request of it is about to commit.
	 */
	@Test
	void losesNothingWhenItIsKilledBetweenClaimAndAcknowledgementAndTellsNobodyOfWhatWasNotCommitted()
			throws IOException, InterruptedException, SQLException {
		int port = Ports.free();
		ChildProcess process = launch(port);
		long committed = funding();
		long uncommitted = funding();
		signal(this.kafka.process(), "STOP");
		try (Connection holder = this.database.dataSource().getConnection()) {
			assertThat(thank(port, committed)).isEqualTo("{\"told\":20}");
			await().atMost(LONG_ENOUGH).until(() -> this.rows.notificationsIn("PUBLISHING") > 0);
			hold(uncommitted, holder);
			CompletableFuture.runAsync(() -> post(port, uncommitted, "{\"text\": \"Thank you\"}"));
			await().atMost(LONG_ENOUGH).until(this::isAnybodyWaiting);
			process.kill();
			holder.rollback();
		}
		finally {
			signal(this.kafka.process(), "CONT");
		}
		start();
		awaitPublished(PARTICIPANTS);
		assertThat(this.rows.count("notifications")).isEqualTo(PARTICIPANTS);
		assertThat(publishedIds()).hasSize(PARTICIPANTS);
	}

	/** A notification of the last participant that another transaction is creating. */
	private void hold(long funding, Connection holder) throws SQLException {
		holder.setAutoCommit(false);
		holder.createStatement().execute("""
				INSERT INTO notifications (type, user_id, subject_id, due_date, message, state, created_at)
				SELECT 'FUNDING_THANKS', %d, %d, due_date, 'held', 'CREATED', created_at FROM notifications LIMIT 1
				""".formatted(this.lastUser, funding));
	}

	private boolean isAnybodyWaiting() {
		try (Connection root = RealServers.get().mariaDb().connectAsRoot();
				var waiting = root.createStatement()
					.executeQuery("SELECT COUNT(*) FROM information_schema.innodb_lock_waits")) {
			return waiting.next() && waiting.getInt(1) > 0;
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private ChildProcess launch(int port) {
		List<String> command = JavaProgram.command(OnlineServiceApplication.class, List.of("-Xmx128m"),
				arguments(port));
		ChildProcess process = ChildProcess.start(ChildCommand.of("online-service", command, this.directory));
		process.await(LONG_ENOUGH, () -> Ports.answers(port));
		return process;
	}

	private int start() {
		ConfigurableApplicationContext instance = new SpringApplicationBuilder(OnlineServiceApplication.class)
			.run(arguments(0).toArray(String[]::new));
		this.instances.add(instance);
		return instance.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
	}

	private List<String> arguments(int port) {
		return List.of("--server.port=" + port, "--spring.datasource.url=" + this.database.url(),
				"--spring.datasource.username=" + this.database.username(),
				"--spring.datasource.password=" + this.database.password(), "--spring.flyway.enabled=false",
				"--spring.kafka.bootstrap-servers=" + this.kafka.bootstrapServers(),
				"--fundbell.outbox.topic=" + this.topic, "--logging.level.org.apache.kafka=off");
	}

	private String thank(int port, long funding) {
		HttpResponse<String> response = post(port, funding, "{\"text\": \"Thank you\"}");
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		return response.body();
	}

	private HttpResponse<String> post(int port, long funding, String body) {
		return send(port, "/fundings/%d/thanks".formatted(funding),
				(request) -> request.header("Content-Type", "application/json")
					.POST(HttpRequest.BodyPublishers.ofString(body)));
	}

	private String delete(int port, long participation) {
		HttpResponse<String> response = send(port, "/participations/" + participation, HttpRequest.Builder::DELETE);
		return response.statusCode() + " " + response.body();
	}

	private HttpResponse<String> send(int port, String path, UnaryOperator<HttpRequest.Builder> method) {
		URI uri = URI.create("http://127.0.0.1:%d%s".formatted(port, path));
		try {
			return this.http.send(method.apply(HttpRequest.newBuilder(uri)).build(),
					HttpResponse.BodyHandlers.ofString());
		}
		catch (IOException | InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void awaitPublished(int notifications) {
		await().atMost(LONG_ENOUGH)
			.untilAsserted(() -> assertThat(this.rows.notificationsByState())
				.isEqualTo(Map.of("PUBLISHED", (long) notifications)));
		assertThat(this.rows.count("unpublished_ranges")).isZero();
	}

	/** The ids of all records; consumers drop repetitions by them. */
	private List<Long> publishedIds() {
		try (Topics topics = new Topics(this.kafka.bootstrapServers(), this.topic)) {
			return topics.published()
				.stream()
				.map((record) -> NotificationEventJson.read(record.value()).notificationId())
				.distinct()
				.toList();
		}
	}

	private long createUsers() {
		return LongStream.rangeClosed(1, PARTICIPANTS).map((number) -> this.rows.user("ko")).max().orElseThrow();
	}

	private long funding() {
		long funding = this.rows.funding("A lamp");
		LongStream.rangeClosed(this.lastUser - PARTICIPANTS + 1, this.lastUser)
			.forEach((user) -> this.rows.participation(funding, user, 1000));
		return funding;
	}

	private static void signal(ChildProcess process, String name) throws IOException, InterruptedException {
		new ProcessBuilder("/bin/sh", "-c", "kill -%s %d".formatted(name, process.pid())).start().waitFor();
	}

}
