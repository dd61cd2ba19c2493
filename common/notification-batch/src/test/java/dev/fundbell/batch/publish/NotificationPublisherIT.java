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
import java.util.stream.LongStream;

import javax.sql.DataSource;

import dev.fundbell.batch.BatchProperties;
import dev.fundbell.batch.ChunkCount;
import dev.fundbell.batch.ChunkSource;
import dev.fundbell.batch.ChunkedWork;
import dev.fundbell.batch.RetriedTransactions;
import dev.fundbell.batch.notification.NewNotifications;
import dev.fundbell.batch.notification.NotificationWriter;
import dev.fundbell.event.NotificationEvent;
import dev.fundbell.notification.NewNotification;
import dev.fundbell.test.RealServices;
import dev.fundbell.test.Rows;
import dev.fundbell.test.SettableClock;
import org.junit.jupiter.api.Test;

import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionOperations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class NotificationPublisherIT {

	private static final String TYPE = "COUPON_DEADLINE";

	private static final Instant BEFORE = Instant.parse("2026-11-22T00:00:00Z");

	private final DataSource database = RealServices.get().fundbellDatabase().dataSource();

	private final Rows rows = new Rows(this.database);

	private final SettableClock clock = new SettableClock("2026-11-23T00:00:00Z");

	private final List<NotificationEvent> sent = new ArrayList<>();

	@Test
	void publishesWhatItCreates() {
		assertThat(publisher(this.sent::addAll).createAndPublish(() -> notifications(1, 3)))
			.isEqualTo(new ChunkCount(3, 3, 0));
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
		publisher(this.sent::addAll).createAndPublish(() -> notifications(1, 3));
		this.clock.advance(Duration.ofDays(1));
		assertThat(publisher(this.sent::addAll).createAndPublish(() -> notifications(2, 4)))
			.isEqualTo(new ChunkCount(3, 1, 2));
		assertThat(this.sent).hasSize(4);
	}

	@Test
	void showsAClaimToOthersBeforeItSends() {
		publisher((events) -> assertThat(this.rows.notificationsIn("PUBLISHING")).isEqualTo(3))
			.createAndPublish(() -> notifications(1, 3));
	}

	@Test
	void keepsTheClaimOfWhatWasNotAcknowledgedForTheNextRun() {
		NotificationPublisher failing = publisher((events) -> {
			throw new NotAcknowledgedException("broker is away", null);
		});
		assertThatExceptionOfType(NotAcknowledgedException.class)
			.isThrownBy(() -> failing.createAndPublish(() -> notifications(1, 3)));
		assertThat(this.rows.notificationsIn("PUBLISHING")).isEqualTo(3);
		this.clock.advance(Duration.ofHours(1));
		assertThat(runLeftovers()).isEqualTo(new ChunkCount(3, 3, 0));
		assertThat(this.sent).hasSize(3);
		assertThat(this.rows.notificationsIn("PUBLISHED")).isEqualTo(3);
	}

	@Test
	void stampsALeftoverAnewAndKeepsItsFirstTime() {
		this.rows.notification(7, "text", "PUBLISHING", BEFORE, BEFORE);
		runLeftovers();
		assertThat(this.rows.jdbc()
			.sql("SELECT CONCAT_WS(' ', state, first_published_at, published_at) FROM notifications")
			.query(String.class)
			.single()).isEqualTo("PUBLISHED 2026-11-22 00:00:00.000000 2026-11-23 00:00:00.000000");
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
		assertThat(runLeftovers()).isEqualTo(new ChunkCount(26, 26, 0));
		assertThat(this.sent).hasSize(26).doesNotHaveDuplicates();
	}

	@Test
	void findsLeftoversHoweverFarApartTheyAre() {
		LongStream.of(1, 2, 49_999, 50_001, 50_002, 50_003, 9_000_000_000L).forEach((id) -> {
			long inserted = this.rows.notification(7, "text", "PUBLISHING", BEFORE, BEFORE);
			this.rows.jdbc().sql("UPDATE notifications SET id = ? WHERE id = ?").params(id + 100, inserted).update();
		});
		assertThat(runLeftovers()).isEqualTo(new ChunkCount(7, 7, 0));
		assertThat(this.sent).hasSize(7).doesNotHaveDuplicates();
	}

	@Test
	void leavesOtherTypesAndStatesAlone() {
		this.rows.notification(7, "text", "WITHDRAWN", null, null);
		this.rows.published(7, BEFORE);
		long other = this.rows.notification(7, "text", "CREATED", null, null);
		this.rows.jdbc().sql("UPDATE notifications SET type = 'OTHER' WHERE id = ?").param(other).update();
		assertThat(runLeftovers()).isEqualTo(ChunkCount.NONE);
		assertThat(this.sent).isEmpty();
	}

	@Test
	void passesOverAClaimThatSomebodyWorksOn() throws SQLException {
		this.rows.notification(1, "held", "PUBLISHING", BEFORE, BEFORE);
		this.rows.notification(2, "abandoned", "PUBLISHING", BEFORE, BEFORE);
		try (Connection holder = this.database.getConnection()) {
			holder.setAutoCommit(false);
			holder.createStatement()
				.execute("SELECT id FROM notifications WHERE message = 'held' AND user_id = 1 FOR UPDATE");
			runLeftovers();
			assertThat(this.sent).extracting(NotificationEvent::message).containsExactly("abandoned");
			holder.rollback();
		}
		runLeftovers();
		assertThat(this.sent).extracting(NotificationEvent::message).containsExactly("abandoned", "held");
	}

	@Test
	void takesOverWhatAnotherRunHasClaimedAndNotYetLocked() {
		NotificationPublisher slow = publisher((events) -> {
			throw new AssertionError("taken over");
		});
		this.rows.notification(1, "text", "PUBLISHING", BEFORE, BEFORE);
		ClaimedRange claimed = new ClaimedRange(0, Long.MAX_VALUE, BEFORE, 1);
		runLeftovers();
		assertThat(slow.publish(claimed)).isZero();
		assertThat(this.sent).hasSize(1);
	}

	@Test
	void marksOnlyWhatItHasSentAndThenSendsWhatAnotherRunGaveUp() throws SQLException {
		this.rows.notification(1, "mine", "PUBLISHING", BEFORE, BEFORE);
		this.rows.notification(2, "taken", "PUBLISHING", BEFORE, BEFORE);
		List<Long> markedBefore = new ArrayList<>();
		try (Connection taker = this.database.getConnection()) {
			taker.setAutoCommit(false);
			taker.createStatement().execute("SELECT id FROM notifications WHERE user_id = 2 FOR UPDATE");
			publisher((events) -> {
				markedBefore.add(this.rows.notificationsIn("PUBLISHED"));
				this.sent.addAll(events);
				rollback(taker);
			}).publish(new ClaimedRange(0, Long.MAX_VALUE, BEFORE, 2));
		}
		assertThat(this.sent).extracting(NotificationEvent::message).containsExactly("mine", "taken");
		assertThat(markedBefore).containsExactly(0L, 1L);
		assertThat(this.rows.notificationsIn("PUBLISHED")).isEqualTo(2);
	}

	@Test
	void createsEachOnceWhereRunsMeet() {
		List<CompletableFuture<ChunkCount>> runs = LongStream.range(0, 4)
			.mapToObj((run) -> CompletableFuture.supplyAsync(() -> createAndPublishInOrder(run)))
			.toList();
		long created = runs.stream().map(CompletableFuture::join).mapToLong(ChunkCount::written).sum();
		assertThat(created).isEqualTo(600);
		assertThat(this.rows.notificationsIn("PUBLISHED")).isEqualTo(600);
	}

	private ChunkCount createAndPublishInOrder(long run) {
		List<NewNotification> chunk = new ArrayList<>(notifications(1, 600).absent());
		if (run % 2 == 1) {
			// So that they lock in different orders, and deadlock.
			Collections.reverse(chunk);
		}
		Clock ownClock = Clock.offset(this.clock, Duration.ofMillis(run));
		return publisher((events) -> {
		}, ownClock).createAndPublish(() -> new NewNotifications(chunk, 0));
	}

	private ChunkCount runLeftovers() {
		return run(publisher((events) -> {
			synchronized (this.sent) {
				this.sent.addAll(events);
			}
		}).leftovers());
	}

	private static <C> ChunkCount run(ChunkedWork<C> work) {
		ChunkCount count = ChunkCount.NONE;
		ChunkSource<C> source = work.chunks(new JobParameters());
		for (C chunk = source.next(); chunk != null; chunk = source.next()) {
			count = count.plus(work.process(chunk));
		}
		return count;
	}

	private NotificationPublisher publisher(EventSender sender) {
		return publisher(sender, this.clock);
	}

	private NotificationPublisher publisher(EventSender sender, Clock clock) {
		JdbcClient jdbc = JdbcClient.create(this.database);
		TransactionOperations transactions = new RetriedTransactions(new JdbcTransactionManager(this.database));
		NotificationWriter writer = new NotificationWriter(new JdbcTemplate(this.database), clock);
		return new NotificationPublishers(new BatchProperties(10, 2), jdbc, writer, transactions, sender, clock)
			.publisherOf(TYPE);
	}

	private static NewNotifications notifications(long firstSubject, long lastSubject) {
		return new NewNotifications(LongStream.rangeClosed(firstSubject, lastSubject)
			.mapToObj((subject) -> new NewNotification(TYPE, subject, subject, LocalDate.parse("2026-11-24"), 9L, null,
					"text", Instant.parse("2026-11-24T15:00:00Z")))
			.toList(), 0);
	}

	private static void rollback(Connection connection) {
		try {
			connection.rollback();
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
