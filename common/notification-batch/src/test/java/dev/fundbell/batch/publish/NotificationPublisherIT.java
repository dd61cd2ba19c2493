package dev.fundbell.batch.publish;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.LongStream;

import javax.sql.DataSource;

import dev.fundbell.batch.report.RunIds;
import dev.fundbell.batch.step.LostLocks;
import dev.fundbell.event.NotificationEvent;
import dev.fundbell.notification.NewNotification;
import dev.fundbell.notification.Withdrawals;
import dev.fundbell.publish.Deadline;
import dev.fundbell.publish.EventSender;
import dev.fundbell.publish.NotAcknowledgedException;
import dev.fundbell.publish.NotificationPublisher;
import dev.fundbell.publish.UnpublishedRanges;
import dev.fundbell.publish.WrittenNotifications;
import dev.fundbell.test.RealServers;
import dev.fundbell.test.Rows;
import dev.fundbell.test.SettableClock;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class NotificationPublisherIT {

	private static final String TYPE = "COUPON_DEADLINE";

	private static final Consumer<List<NotificationEvent>> NOTHING = (events) -> {
	};

	private static final Instant BEFORE = Instant.parse("2026-11-22T00:00:00Z");

	private final RealServers.TestDatabase service = RealServers.get().fundbellDatabase();

	private final DataSource database = this.service.dataSource();

	private final Rows rows = new Rows(this.database);

	private final SettableClock clock = new SettableClock("2026-11-23T00:00:00Z");

	private final List<NotificationEvent> sent = Collections.synchronizedList(new ArrayList<>());

	@Test
	void publishesWhatItCreates() {
		assertThat(createAndPublish(publisher(this.sent::addAll), notifications(1, 3))).isEqualTo(new Counted(3, 3));
		assertThat(this.rows.notificationsIn("PUBLISHED")).isEqualTo(3);
		assertThat(this.sent).hasSize(3).first().satisfies((event) -> {
			assertThat(event.userId()).isEqualTo(1);
			assertThat(event.type()).isEqualTo(TYPE);
			assertThat(event.fundingId()).isEqualTo(9);
			assertThat(event.couponId()).isNull();
			assertThat(event.createdAt()).isEqualTo(this.clock.instant());
			assertThat(event.expiresAt()).isEqualTo("2026-11-24T15:00:00Z");
		});
	}

	@Test
	void sendsNothingAgainThatItHasPublished() {
		createAndPublish(publisher(this.sent::addAll), notifications(1, 3));
		this.clock.advance(Duration.ofDays(1));
		assertThat(createAndPublish(publisher(this.sent::addAll), notifications(2, 4))).isEqualTo(new Counted(3, 1));
		assertThat(this.sent).hasSize(4);
	}

	@Test
	void showsAClaimToOthersBeforeItSends() {
		createAndPublish(publisher((events) -> assertThat(this.rows.notificationsIn("PUBLISHING")).isEqualTo(3)),
				notifications(1, 3));
	}

	@Test
	void keepsTheClaimOfWhatWasNotAcknowledgedForTheNextRun() {
		publishAndFail(notifications(1, 3));
		assertThat(this.rows.notificationsIn("PUBLISHING")).isEqualTo(3);
		this.clock.advance(Duration.ofHours(1));
		assertThat(runLeftovers()).isEqualTo(3);
		assertThat(this.sent).hasSize(3);
		assertThat(this.rows.notificationsIn("PUBLISHED")).isEqualTo(3);
	}

	@Test
	void stampsALeftoverAgainAndKeepsItsFirstTime() {
		this.rows.notification(7, "text", "PUBLISHING", BEFORE, BEFORE);
		runLeftovers();
		assertThat(this.rows.jdbc()
			.sql("SELECT CONCAT_WS(' ', state, first_published_at, published_at) FROM notifications")
			.query(String.class)
			.single()).isEqualTo("PUBLISHED 2026-11-22 00:00:00.000000 2026-11-23 00:00:00.000000");
	}

	/**
	 * Its process stood still. A client's replay begins a few minutes before the time of
	 * its last event, and must not pass over what was sent since then.
	 */
	@ParameterizedTest
	@CsvSource({ "60, 2026-11-23 00:00:00.000000", "61, 2026-11-23 00:01:01.000000" })
	void stampsAChunkAgainThatWasClaimedMoreThanAMinuteAgo(int seconds, String publishedAt) {
		NotificationPublisher publisher = publisher(this.sent::addAll);
		WrittenNotifications written = publisher.create(notifications(1, 3), 1);
		this.clock.advance(Duration.ofSeconds(seconds));
		publisher.publish(written);
		assertThat(this.sent).hasSize(3);
		assertThat(this.rows.jdbc()
			.sql("SELECT DISTINCT CONCAT_WS(' ', state, first_published_at, published_at) FROM notifications")
			.query(String.class)
			.list()).containsExactly("PUBLISHED 2026-11-23 00:00:00.000000 " + publishedAt);
		assertThat(this.rows.count("unpublished_ranges")).isZero();
	}

	@Test
	void publishesWhatWasNeverClaimed() {
		this.rows.notification(7, "text", "CREATED", null, null);
		runLeftovers();
		assertThat(this.rows.count("notifications WHERE state = 'PUBLISHED' AND first_published_at = published_at"))
			.isEqualTo(1);
	}

	@Test
	void worksThroughLeftoversInChunks() {
		LongStream.range(0, 25)
			.forEach((user) -> this.rows.notification(user + 1, "text", "PUBLISHING", BEFORE, BEFORE));
		this.rows.notification(7, "text", "CREATED", null, null);
		assertThat(runLeftovers()).isEqualTo(26);
		assertThat(this.sent).hasSize(26).doesNotHaveDuplicates();
	}

	@Test
	void publishesWhatIsLeftOfARangeOfWhateverType() {
		long first = this.rows.notification(7, "text", "WITHDRAWN", null, null);
		this.rows.published(7, BEFORE);
		long created = this.rows.notification(7, "other type", "CREATED", null, null);
		this.rows.jdbc().sql("UPDATE notifications SET type = 'OTHER' WHERE id = ?").param(created).update();
		this.rows.jdbc().sql("UPDATE unpublished_ranges SET first_id = ?").param(first).update();
		assertThat(runLeftovers()).isEqualTo(1);
		assertThat(this.sent).extracting(NotificationEvent::type).containsExactly("OTHER");
		assertThat(this.rows.notificationsIn("WITHDRAWN")).isEqualTo(1);
		assertThat(this.rows.count("unpublished_ranges")).isZero();
	}

	@Test
	void removesARangeOfWhichNothingIsLeft() {
		long published = this.rows.published(7, BEFORE);
		this.rows.unpublished(published, published, BEFORE);
		assertThat(runLeftovers()).isZero();
		assertThat(this.rows.count("unpublished_ranges")).isZero();
	}

	@Test
	void withdrawsALeftoverThatIsStale() {
		publishAndFail(notifications(1, 3));
		this.rows.jdbc().sql("UPDATE notifications SET expires_at = NULL WHERE user_id = 2").update();
		this.clock.set(Instant.parse("2026-11-24T15:00:00Z"));
		assertThat(runLeftovers()).isEqualTo(1);
		assertThat(this.sent).extracting(NotificationEvent::userId).containsExactly(2L);
		assertThat(this.rows.count("notifications WHERE state = 'WITHDRAWN' AND withdrawn_reason = 'EXPIRED'"))
			.isEqualTo(2);
		assertThat(this.rows.count("unpublished_ranges")).isZero();
	}

	@Test
	void passesOverAClaimThatALivingRunWorksOn() throws SQLException {
		long held = this.rows.notification(1, "held", "PUBLISHING", BEFORE, BEFORE);
		this.rows.notification(2, "abandoned", "PUBLISHING", BEFORE, BEFORE);
		try (Connection holder = this.database.getConnection()) {
			hold(held, holder);
			runLeftovers();
			assertThat(this.sent).extracting(NotificationEvent::message).containsExactly("abandoned");
			holder.rollback();
		}
		runLeftovers();
		assertThat(this.sent).extracting(NotificationEvent::message).containsExactly("abandoned", "held");
	}

	@Test
	void leavesWhatAnotherRunHasTakenOverAndPublished() {
		NotificationPublisher slow = publisher((events) -> {
			throw new AssertionError("published by another run");
		}, new ActingTransactions(this::runLeftovers));
		createAndPublish(slow, notifications(1, 3));
		assertThat(this.sent).hasSize(3);
		assertThat(this.rows.notificationsIn("PUBLISHED")).isEqualTo(3);
	}

	@Test
	void publishesWhatAnotherRunHasTakenOverAndGivenUp() {
		this.clock.advance(Duration.ofHours(1));
		NotificationPublisher givesUp = publisher((events) -> {
			throw new NotAcknowledgedException("broker is away", null);
		});
		NotificationPublisher slow = publisher(this.sent::addAll, new ActingTransactions(() -> {
			this.clock.advance(Duration.ofSeconds(1));
			assertThatExceptionOfType(NotAcknowledgedException.class).isThrownBy(() -> publishUnpublished(givesUp));
		}));
		createAndPublish(slow, notifications(1, 3));
		assertThat(this.sent).hasSize(3);
		assertThat(this.rows.notificationsIn("PUBLISHED")).isEqualTo(3);
	}

	@Test
	void waitsForARunThatHasTakenItOverAndSendsWhatThatGivesUp() throws Exception {
		CountDownLatch held = new CountDownLatch(1);
		CountDownLatch givenUp = new CountDownLatch(1);
		NotificationPublisher givesUp = publisher((events) -> {
			held.countDown();
			await(givenUp);
			throw new NotAcknowledgedException("broker is away", null);
		});
		List<CompletableFuture<Void>> runs = new ArrayList<>();
		NotificationPublisher slow = publisher(this.sent::addAll, new ActingTransactions(() -> {
			this.clock.advance(Duration.ofSeconds(1));
			runs.add(CompletableFuture.runAsync(() -> publishUnpublished(givesUp)));
			await(held);
			// While it is waited for, or just before: both are to end well.
			CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS).execute(givenUp::countDown);
		}));
		createAndPublish(slow, notifications(1, 3));
		assertThat(runs.get(0)).failsWithin(Duration.ofSeconds(30));
		assertThat(this.sent).hasSize(3);
		assertThat(this.rows.notificationsIn("PUBLISHED")).isEqualTo(3);
	}

	/** As if its process or machine stood still while it was sending. */
	@Test
	void takesOverFromARunThatStandsStillWhichThenMarksNothing() {
		CountDownLatch standsStill = new CountDownLatch(1);
		CountDownLatch goesOn = new CountDownLatch(1);
		DataSource impatient = new DriverManagerDataSource(
				this.service.url() + "?sessionVariables=idle_transaction_timeout=1", this.service.username(),
				this.service.password());
		NotificationPublisher frozen = publisher((events) -> {
			standsStill.countDown();
			await(goesOn);
		}, this.clock, transactions(impatient), impatient);
		CompletableFuture<Counted> run = CompletableFuture
			.supplyAsync(() -> createAndPublish(frozen, notifications(1, 3)));
		await(standsStill);
		this.clock.advance(Duration.ofSeconds(1));
		Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> runLeftovers() == 3);
		goesOn.countDown();
		assertThat(run).failsWithin(Duration.ofSeconds(30));
		assertThat(this.sent).hasSize(3);
		assertThat(this.rows.count("notifications WHERE state = 'PUBLISHED' AND published_at > first_published_at"))
			.isEqualTo(3);
		assertThat(this.rows.count("unpublished_ranges")).isZero();
	}

	@Test
	void createsEachOnceWhereRunsMeet() {
		List<CompletableFuture<Counted>> runs = LongStream.range(0, 4)
			.mapToObj((run) -> CompletableFuture.supplyAsync(() -> createAndPublishInOrder(run)))
			.toList();
		long created = runs.stream().map(CompletableFuture::join).mapToLong(Counted::created).sum();
		assertThat(created).isEqualTo(600);
		assertThat(this.rows.notificationsIn("PUBLISHED")).isEqualTo(600);
	}

	private Counted createAndPublishInOrder(long run) {
		List<NewNotification> chunk = new ArrayList<>(notifications(1, 600));
		if (run % 2 == 1) {
			// So that they lock in different orders, and deadlock.
			Collections.reverse(chunk);
		}
		Clock ownClock = Clock.offset(this.clock, Duration.ofMillis(run));
		return createAndPublish(publisher(NOTHING, ownClock, transactions()), chunk);
	}

	private void publishAndFail(List<NewNotification> notifications) {
		NotificationPublisher failing = publisher((events) -> {
			throw new NotAcknowledgedException("broker is away", null);
		});
		assertThatExceptionOfType(NotAcknowledgedException.class)
			.isThrownBy(() -> createAndPublish(failing, notifications));
	}

	/** A chunk as a step writes it, with Batch's retry around it. */
	private Counted createAndPublish(NotificationPublisher publisher, List<NewNotification> notifications) {
		StepExecution step = new StepExecution(1, "test", new JobExecution(1, new JobInstance(1, "test"),
				new JobParametersBuilder().addString(RunIds.PARAMETER, "a-run").toJobParameters()));
		NotificationItemWriter writer = new NotificationItemWriter(publisher,
				new RunIds(JdbcClient.create(this.database), this.clock), step);
		Chunk<NewNotification> chunk = new Chunk<>(notifications);
		try {
			new RetryTemplate(LostLocks.RETRY).execute(() -> {
				writer.write(chunk);
				return chunk;
			});
		}
		catch (RetryException ex) {
			throw (RuntimeException) ex.getCause();
		}
		return new Counted(notifications.size(), notifications.size() - step.getFilterCount());
	}

	private int runLeftovers() {
		return publishUnpublished(publisher(this.sent::addAll));
	}

	/** Publishes all that is unpublished, as the publishing step does. */
	private int publishUnpublished(NotificationPublisher publisher) {
		UnpublishedRanges ranges = new UnpublishedRanges(JdbcClient.create(this.database));
		UnpublishedChunkReader reader = new UnpublishedChunkReader(ranges, new UnpublishedChunks(ranges).all());
		int published = 0;
		for (Long firstId = reader.read(); firstId != null; firstId = reader.read()) {
			published += publisher.publishAbandoned(firstId).sent();
		}
		return published;
	}

	private NotificationPublisher publisher(Consumer<List<NotificationEvent>> sender) {
		return publisher(sender, transactions());
	}

	private NotificationPublisher publisher(Consumer<List<NotificationEvent>> sender,
			TransactionOperations transactions) {
		return publisher(sender, this.clock, transactions);
	}

	private NotificationPublisher publisher(Consumer<List<NotificationEvent>> sender, Clock clock,
			TransactionOperations transactions) {
		return publisher(sender, clock, transactions, this.database);
	}

	private static NotificationPublisher publisher(Consumer<List<NotificationEvent>> sender, Clock clock,
			TransactionOperations transactions, DataSource database) {
		JdbcClient jdbc = JdbcClient.create(database);
		return NotificationPublisher.of(new JdbcTemplate(database), transactions, new Sender(sender),
				new Withdrawals(jdbc, clock, List.of()), clock);
	}

	private TransactionOperations transactions() {
		return transactions(this.database);
	}

	private static TransactionOperations transactions(DataSource database) {
		TransactionTemplate transactions = new TransactionTemplate(new JdbcTransactionManager(database));
		transactions.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
		return transactions;
	}

	private static void hold(long firstId, Connection connection) throws SQLException {
		connection.setAutoCommit(false);
		connection.createStatement()
			.execute("SELECT first_id FROM unpublished_ranges WHERE first_id = %d FOR UPDATE".formatted(firstId));
	}

	private static void await(CountDownLatch latch) {
		try {
			assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static List<NewNotification> notifications(long firstSubject, long lastSubject) {
		return LongStream.rangeClosed(firstSubject, lastSubject)
			.mapToObj((subject) -> new NewNotification(TYPE, subject, subject, LocalDate.parse("2026-11-24"), 9L, null,
					"text", Instant.parse("2026-11-24T15:00:00Z")))
			.toList();
	}

	/**
	 * Result of writing a chunk.
	 *
	 * @param read how many there were
	 * @param created how many of them were created
	 */
	private record Counted(long read, long created) {

	}

	/** A broker that is there. */
	private record Sender(Consumer<List<NotificationEvent>> consumer) implements EventSender {

		@Override
		public void connect() {
			// It is.
		}

		@Override
		public void send(List<NotificationEvent> events, Deadline deadline) {
			this.consumer.accept(events);
		}

	}

	/**
	 * Lets something happen between the first transaction, which claims, and the next.
	 */
	private final class ActingTransactions implements TransactionOperations {

		private final TransactionOperations transactions = transactions();

		private final Runnable action;

		private int count;

		ActingTransactions(Runnable action) {
			this.action = action;
		}

		@Override
		public <T extends @Nullable Object> T execute(TransactionCallback<T> callback) {
			if (++this.count == 2) {
				this.action.run();
			}
			return this.transactions.execute(callback);
		}

	}

}
