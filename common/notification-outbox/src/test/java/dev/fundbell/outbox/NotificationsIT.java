package dev.fundbell.outbox;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

import dev.fundbell.event.NotificationEvent;
import dev.fundbell.event.NotificationEventJson;
import dev.fundbell.event.NotificationTopic;
import dev.fundbell.notification.NewNotification;
import dev.fundbell.test.RealServers;
import dev.fundbell.test.RealServers.TestDatabase;
import dev.fundbell.test.Rows;
import dev.fundbell.test.Today;
import dev.fundbell.test.Topics;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

class NotificationsIT {

	private static final LocalDate DUE = Today.date();

	private static final String NOWHERE = "127.0.0.1:1";

	private final TestDatabase database = RealServers.get().fundbellDatabase();

	private final Rows rows = new Rows(this.database.dataSource());

	private final String topic = RealServers.get().uniqueName("outbox");

	private final List<OnlineService> services = new ArrayList<>();

	private Topics topics;

	@BeforeEach
	void createTopic() {
		RealServers.get().kafka().createTopic(this.topic, 3, Map.of());
		this.topics = new Topics(RealServers.get().kafka().bootstrapServers(), this.topic);
	}

	@AfterEach
	void close() {
		this.services.forEach(OnlineService::close);
		this.topics.close();
	}

	@Test
	void publishesWhatIsCommittedInTheFormOfTheTasks() {
		Instant expiry = Rows.FAR_AHEAD;
		assertThat(service().create(new NewNotification("THANKS", 7, 42, DUE, 3L, 42L, "고맙습니다 🎁", expiry))).isTrue();
		awaitPublished(1);
		ConsumerRecord<byte[], byte[]> record = this.topics.published().get(0);
		NotificationEvent event = NotificationEventJson.read(record.value());
		assertThat(event).usingRecursiveComparison()
			.ignoringFields("notificationId", "createdAt")
			.isEqualTo(new NotificationEvent(1, 7, "THANKS", "고맙습니다 🎁", 3L, 42L, Instant.EPOCH, expiry));
		assertThat(record.key()).isEqualTo(NotificationTopic.key(7));
		assertThat(record.headers()).extracting(Header::key).containsExactly(NotificationTopic.VERSION_HEADER);
		assertThat(this.rows.jdbc().sql("SELECT * FROM notifications").query().singleRow())
			.containsEntry("id", event.notificationId())
			.containsEntry("type", "THANKS")
			.containsEntry("user_id", 7L)
			.containsEntry("subject_id", 42L)
			.containsEntry("state", "PUBLISHED")
			.containsEntry("created_by", null);
		assertThat(this.rows.count("notifications WHERE published_at >= created_at AND first_published_at IS NOT NULL"))
			.isEqualTo(1);
	}

	@Test
	void createsOneOfABusinessKeyWhateverItsState() {
		OnlineService service = service();
		assertThat(service.create(thanks(1))).isTrue();
		assertThat(service.create(thanks(1))).isFalse();
		awaitPublished(1);
		assertThat(service.create(thanks(1))).isFalse();
		assertThat(service.create(thanks(2))).isTrue();
		awaitPublished(2);
		assertThat(this.topics.published()).hasSize(2);
	}

	@Test
	void leavesTheTransactionUsableAfterADuplicate() {
		OnlineService service = service();
		service.create(thanks(1));
		service.inTransaction((notifications) -> {
			assertThat(notifications.create(thanks(1))).isFalse();
			assertThat(notifications.create(thanks(2))).isTrue();
		});
		awaitPublished(2);
	}

	@Test
	void createsOneWhereTwoTransactionsMeet() throws Exception {
		OnlineService service = service();
		CountDownLatch created = new CountDownLatch(1);
		CountDownLatch other = new CountDownLatch(1);
		CompletableFuture<Void> first = CompletableFuture.runAsync(() -> service.inTransaction((notifications) -> {
			notifications.create(thanks(1));
			created.countDown();
			passes(other);
		}));
		passes(created);
		CompletableFuture<Boolean> second = CompletableFuture.supplyAsync(() -> service.create(thanks(1)));
		other.countDown();
		first.get(30, TimeUnit.SECONDS);
		assertThat(second.get(30, TimeUnit.SECONDS)).isFalse();
		awaitPublished(1);
		assertThat(this.topics.published()).hasSize(1);
	}

	@Test
	void rollsBackWithTheCaller() {
		OnlineService service = service();
		assertThatIllegalStateException().isThrownBy(() -> service.inTransaction((notifications) -> {
			notifications.create(thanks(1));
			throw new IllegalStateException("changed its mind");
		}));
		assertThat(this.rows.count("notifications")).isZero();
		assertThat(this.rows.count("unpublished_ranges")).isZero();
		assertThat(service.bean(OutboxStatistics.class).created()).isZero();
		assertThat(service.create(thanks(1))).isTrue();
		awaitPublished(1);
	}

	@Test
	void showsNothingBeforeTheCommit() {
		OnlineService service = service();
		service.inTransaction((notifications) -> {
			notifications.create(thanks(1));
			assertThat(this.rows.count("unpublished_ranges")).isZero();
		});
		awaitPublished(1);
	}

	@Test
	void isNotHeldUpByATransactionThatIsStillOpen() {
		OnlineService service = service();
		OnlineService other = service();
		service.inTransaction((open) -> {
			open.create(thanks(1));
			CompletableFuture.runAsync(() -> createEach(service, 2, 4)).join();
			CompletableFuture.runAsync(() -> createEach(other, 5, 6)).join();
			awaitPublished(5);
		});
		awaitPublished(6);
	}

	@Test
	void takesNoOtherDuplicateForOneOfTheBusinessKey() {
		OnlineService service = service();
		service.create(thanks(1));
		this.rows.jdbc()
			.sql("INSERT INTO notifications (id, type, user_id, subject_id, due_date, message, state, created_at) "
					+ "SELECT id + 1, type, 99, subject_id, due_date, message, 'PUBLISHED', created_at FROM notifications")
			.update();
		assertThatExceptionOfType(DuplicateKeyException.class).isThrownBy(() -> service.create(thanks(2)));
	}

	@Test
	void refusesToCreateOutsideATransaction() {
		OnlineService service = service();
		assertThatExceptionOfType(IllegalTransactionStateException.class)
			.isThrownBy(() -> service.notifications().create(thanks(1)))
			.withMessageContaining("@Transactional");
		assertThat(this.rows.count("notifications")).isZero();
	}

	@Test
	void refusesToCreateInATransactionOfAnotherDatabase() {
		OnlineService service = service();
		TransactionTemplate other = new TransactionTemplate(
				new JdbcTransactionManager(RealServers.get().emptyDatabase().dataSource()));
		assertThatExceptionOfType(IllegalTransactionStateException.class)
			.isThrownBy(() -> other.execute((status) -> service.notifications().create(thanks(1))));
		assertThat(this.rows.count("notifications")).isZero();
	}

	@Test
	void publishesAThousandOfOneTransactionInFewChunks() {
		OnlineService service = service();
		service.inTransaction((notifications) -> LongStream.rangeClosed(1, 1500)
			.forEach((user) -> assertThat(notifications.create(thanks(user))).isTrue()));
		awaitPublished(1500);
		assertThat(this.topics.published()).hasSize(1500);
		assertThat(this.rows.count("(SELECT DISTINCT published_at FROM notifications) AS claims")).isLessThan(20);
	}

	@Test
	void isCreatedByOneInstanceAndPublishedByAnother() {
		service();
		OnlineService silent = service(RealServers.get().kafka().bootstrapServers(), "--fundbell.outbox.relay=false");
		assertThat(silent.create(thanks(1))).isTrue();
		awaitPublished(1);
	}

	@Test
	void publishesEachOnceWhereInstancesMeet() {
		OnlineService one = service();
		OnlineService two = service();
		CompletableFuture
			.allOf(CompletableFuture.runAsync(() -> createEach(one, 1, 200)),
					CompletableFuture.runAsync(() -> createEach(two, 101, 300)))
			.join();
		awaitPublished(300);
		assertThat(this.topics.published()).hasSize(300);
	}

	@Test
	void costsTheCallerNothingWhileTheBrokerIsAway() {
		OnlineService service = service(NOWHERE);
		createEach(service, 1, 50);
		assertThat(this.rows.count("notifications WHERE state IN ('CREATED', 'PUBLISHING')")).isEqualTo(50);
		OutboxHealth health = service.bean(OutboxHealth.class);
		await().atMost(Duration.ofSeconds(60)).until(() -> health.health().getDetails().containsKey("reason"));
		service();
		awaitPublished(50);
		assertThat(this.topics.published()).hasSize(50);
	}

	@Test
	void takesOverWhatAKilledInstanceHasClaimed() {
		this.rows.notification(7, "text", "PUBLISHING", Today.yesterday(), Today.yesterday());
		this.rows.jdbc().sql("UPDATE notifications SET type = 'THANKS'").update();
		service();
		awaitPublished(1);
	}

	@Test
	void leavesParkedChunksParked() {
		this.rows.notification(7, "parked", "CREATED", null, null);
		this.rows.jdbc().sql("UPDATE unpublished_ranges SET attempts = 5").update();
		OnlineService service = service();
		service.create(thanks(8));
		awaitPublished(1);
		assertThat(this.rows.count("unpublished_ranges WHERE attempts = 5")).isEqualTo(1);
		assertThat(service.bean(OutboxStatistics.class).parked()).isEqualTo(1);
	}

	@Test
	void publishesWhatWasCommittedRightBeforeTheStop() {
		OnlineService service = service(RealServers.get().kafka().bootstrapServers(),
				"--fundbell.outbox.poll-interval=1h");
		service.create(thanks(1));
		service.close();
		awaitPublished(1);
	}

	private void createEach(OnlineService service, long firstUser, long lastUser) {
		LongStream.rangeClosed(firstUser, lastUser).forEach((user) -> service.create(thanks(user)));
	}

	private OnlineService service() {
		return service(RealServers.get().kafka().bootstrapServers());
	}

	private OnlineService service(String brokers, String... more) {
		OnlineService service = OnlineService.start(this.database, brokers, this.topic, more);
		this.services.add(service);
		return service;
	}

	private void awaitPublished(int notifications) {
		await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
			assertThat(this.rows.notificationsIn("PUBLISHED")).isEqualTo(notifications);
			assertThat(this.rows.count("unpublished_ranges WHERE attempts < 5")).isZero();
		});
	}

	private static void passes(CountDownLatch latch) {
		try {
			assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static NewNotification thanks(long user) {
		return new NewNotification("THANKS", user, 9, DUE, 9L, null, "Thank you", null);
	}

}
