package dev.fundbell.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.LongStream;

import javax.sql.DataSource;

import dev.fundbell.event.NotificationEvent;
import dev.fundbell.notification.Withdrawals;
import dev.fundbell.publish.Deadline;
import dev.fundbell.publish.EventSender;
import dev.fundbell.publish.NotAcknowledgedException;
import dev.fundbell.publish.NotificationPublisher;
import dev.fundbell.test.Plans;
import dev.fundbell.test.RealServers;
import dev.fundbell.test.Rows;
import dev.fundbell.test.SettableClock;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ChunkRelayIT {

	private static final Duration TAKEOVER_AFTER = Duration.ofSeconds(2);

	private final DataSource database = RealServers.get().fundbellDatabase().dataSource();

	private final Rows rows = new Rows(this.database);

	private final SettableClock clock = new SettableClock("2026-11-23T00:00:00Z");

	private final OutboxStatistics statistics = new OutboxStatistics(this.clock);

	private final Broker broker = new Broker();

	private final Plans plans = new Plans();

	private OutboxChunks chunks;

	private final ChunkRelay relay = relay();

	@Test
	void publishesAdjacentChunksInOne() {
		create(1, 3);
		create(11, 12);
		pass();
		assertThat(this.broker.chunks).extracting(List::size).containsExactly(3, 2);
		assertThat(this.rows.notificationsIn("PUBLISHED")).isEqualTo(5);
		assertThat(this.rows.count("unpublished_ranges")).isZero();
		assertThat(this.statistics.published()).isEqualTo(5);
	}

	@Test
	void publishesWhatTookItsIdEarlyAndCommitsLateAlthoughNewOnesAreCreatedAllTheTime() {
		create(10, 10);
		AtomicLong next = new AtomicLong(20);
		this.broker.meanwhile = () -> create(next.get(), next.getAndAdd(10));
		this.broker.once = () -> create(1, 1);
		pass();
		pass();
		assertThat(this.broker.chunks.stream().flatMap(List::stream).limit(3))
			.extracting(NotificationEvent::notificationId)
			.containsExactly(10L, 1L, 20L);
	}

	@Test
	void passesOverWhatAnotherOneHolds() throws SQLException {
		create(1, 5);
		try (Connection holder = this.database.getConnection()) {
			holder.setAutoCommit(false);
			holder.createStatement().execute("SELECT * FROM unpublished_ranges WHERE first_id = 3 FOR UPDATE");
			pass();
			assertThat(this.broker.chunks).extracting(List::size).containsExactly(2, 2);
			holder.rollback();
		}
		pass();
		assertThat(this.rows.notificationsIn("PUBLISHED")).isEqualTo(5);
	}

	@Test
	void losesNothingWhereAnotherRelayMergesAChunkRightAfterItsClaim() {
		create(1, 3);
		List<UnpublishedChunk> all = this.chunks.dueAfter(0);
		NotificationPublisher claiming = publisher((claimed) -> this.chunks.merge(all));
		assertThat(claiming.publishAbandoned(1).sent()).isEqualTo(3);
		assertThat(this.rows.notificationsIn("PUBLISHED")).isEqualTo(3);
		assertThat(this.rows.count("unpublished_ranges")).isZero();
	}

	@Test
	void publishesNothingTwiceWhereAnotherRelayHalvesAChunkRightAfterItsClaim() {
		LongStream.rangeClosed(1, 4).forEach(this::notification);
		this.rows.unpublished(1, 4, null);
		UnpublishedChunk whole = this.chunks.dueAfter(0).get(0);
		NotificationPublisher claiming = publisher((claimed) -> this.chunks.halve(whole));
		assertThat(claiming.publishAbandoned(1).sent()).isEqualTo(2);
		pass();
		assertThat(this.broker.chunks).extracting(List::size).containsExactly(2, 2);
		assertThat(this.rows.notificationsIn("PUBLISHED")).isEqualTo(4);
	}

	/** A publisher after whose claim something happens before it locks the chunk. */
	private NotificationPublisher publisher(Consumer<Object> afterClaim) {
		TransactionTemplate transactions = transactions(this.database);
		AtomicBoolean claimed = new AtomicBoolean();
		TransactionOperations interrupted = new TransactionOperations() {

			@Override
			public <T> T execute(TransactionCallback<T> action) {
				T result = transactions.execute(action);
				if (claimed.compareAndSet(false, true)) {
					afterClaim.accept(result);
				}
				return result;
			}

		};
		JdbcTemplate jdbc = RelayDatabase.template(this.database);
		return NotificationPublisher.of(jdbc, interrupted, this.broker,
				new Withdrawals(JdbcClient.create(jdbc), this.clock, List.of()), this.clock);
	}

	@Test
	void leavesAClaimOfAMomentAgoToItsOwner() {
		create(1, 1);
		claimedAt(this.clock.instant().minusSeconds(1));
		pass();
		assertThat(this.broker.chunks).isEmpty();
		this.clock.advance(TAKEOVER_AFTER);
		pass();
		assertThat(this.rows.notificationsIn("PUBLISHED")).isEqualTo(1);
	}

	@Test
	void isNotHeldUpByAClaimOfAClockThatIsAhead() {
		create(1, 1);
		claimedAt(this.clock.instant().plus(Duration.ofDays(1)));
		pass();
		assertThat(this.rows.notificationsIn("PUBLISHED")).isEqualTo(1);
	}

	@Test
	void parksTheOneThatCannotBePublishedAlone() {
		create(1, 100);
		this.broker.refused = 37;
		pass();
		assertThat(this.rows.notificationsIn("PUBLISHED")).isEqualTo(99);
		assertThat(this.rows.count("unpublished_ranges WHERE first_id = 37 AND last_id = 37 AND attempts = 1"
				+ " AND last_error = 'IllegalStateException: refused'"))
			.isEqualTo(1);
		int tried = this.broker.chunks.size();
		pass();
		assertThat(this.broker.chunks).as("before its pause is over").hasSize(tried);
		for (int attempt = 2; attempt <= 5; attempt++) {
			this.clock.advance(Duration.ofHours(1));
			pass();
		}
		assertThat(this.rows.count("unpublished_ranges WHERE attempts = 5")).isEqualTo(1);
		assertThat(this.chunks.parked()).isEqualTo(1);
		this.broker.refused = 0;
		this.clock.advance(Duration.ofDays(30));
		pass();
		assertThat(this.rows.count("unpublished_ranges")).as("parked").isEqualTo(1);
	}

	@Test
	void countsAFailedChunkOfATaskAsAWhole() {
		LongStream.rangeClosed(1, 1001).forEach((id) -> notification(id));
		this.rows.unpublished(1, 1001, null);
		this.broker.refused = 37;
		pass();
		assertThat(this.rows.count("unpublished_ranges WHERE first_id = 1 AND last_id = 1001 AND attempts = 1"))
			.isEqualTo(1);
	}

	@Test
	void endsThePassOnAnOutageAndCountsNoAttempt() {
		create(1, 1);
		create(11, 11);
		this.broker.away = true;
		assertThatExceptionOfType(NotAcknowledgedException.class).isThrownBy(this::pass);
		assertThat(this.rows.count("unpublished_ranges WHERE attempts = 0")).isEqualTo(2);
		assertThat(this.rows.notificationsIn("CREATED")).isEqualTo(1);
		this.broker.away = false;
		this.clock.advance(TAKEOVER_AFTER);
		this.clock.advance(Duration.ofSeconds(1));
		pass();
		assertThat(this.rows.notificationsIn("PUBLISHED")).isEqualTo(2);
	}

	@Test
	void tellsTheAgeOfTheOldest() {
		assertThat(this.chunks.oldest()).isEmpty();
		create(1, 1);
		Instant created = Instant.parse("2026-01-01T00:00:00Z");
		assertThat(this.chunks.oldest()).contains(created);
		this.statistics.seen(created, 0);
		assertThat(this.statistics.oldestAge()).isEqualTo(Duration.between(created, this.clock.instant()));
		this.rows.jdbc().sql("UPDATE unpublished_ranges SET attempts = 5").update();
		assertThat(this.chunks.oldest()).as("parked").isEmpty();
	}

	@Test
	void readsKeyRangesHoweverLargeTheBacklog() {
		this.rows.jdbc().sql("""
				INSERT INTO notifications (id, type, user_id, subject_id, due_date, message, state, created_at)
				SELECT seq * 2, 'THANKS', seq, 1, '2026-11-24', 'A notification', 'CREATED', ? FROM seq_1_to_20000
				""").param(Rows.CREATED_AT).update();
		this.rows.jdbc()
			.sql("INSERT INTO unpublished_ranges (first_id, last_id) SELECT id, id FROM notifications")
			.update();
		create(100_001, 100_003);
		this.rows.jdbc()
			.sql("ANALYZE TABLE notifications, unpublished_ranges")
			.query((row, number) -> row.getString(1))
			.list();
		this.chunks.oldest();
		this.relay.relay(() -> this.broker.chunks.size() < 5);
		assertThat(this.chunks.dueAfter(39_000)).hasSizeGreaterThan(500);
		assertThat(this.plans.accesses()).hasSizeGreaterThan(10);
		assertThat(this.plans.scans()).isEmpty();
	}

	private void pass() {
		this.relay.relay(() -> true);
	}

	private void create(long firstId, long lastId) {
		LongStream.rangeClosed(firstId, lastId).forEach((id) -> {
			notification(id);
			this.rows.unpublished(id, id, null);
		});
	}

	private void notification(long id) {
		this.rows.jdbc().sql("""
				INSERT INTO notifications (id, type, user_id, subject_id, due_date, message, state, created_at)
				VALUES (?, 'THANKS', ?, 1, '2026-11-24', 'A notification', 'CREATED', ?)
				""").params(id, id, Rows.CREATED_AT).update();
	}

	private void claimedAt(Instant time) {
		this.rows.jdbc()
			.sql("UPDATE unpublished_ranges SET claimed_at = ?")
			.param(LocalDateTime.ofInstant(time, ZoneOffset.UTC))
			.update();
	}

	private ChunkRelay relay() {
		DataSource explained = this.plans.explaining(this.database);
		JdbcTemplate jdbc = RelayDatabase.template(explained);
		JdbcClient client = JdbcClient.create(jdbc);
		TransactionTemplate transactions = transactions(explained);
		this.chunks = new OutboxChunks(client, transactions, this.clock, TAKEOVER_AFTER);
		return new ChunkRelay(this.chunks, NotificationPublisher.of(jdbc, transactions, this.broker,
				new Withdrawals(client, this.clock, List.of()), this.clock), this.statistics);
	}

	private static TransactionTemplate transactions(DataSource database) {
		TransactionTemplate transactions = new TransactionTemplate(new JdbcTransactionManager(database));
		transactions.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
		return transactions;
	}

	/** A broker that may be away, or refuse one notification. */
	private static final class Broker implements EventSender {

		private static final int ENDLESS = 50;

		private final List<List<NotificationEvent>> chunks = new ArrayList<>();

		private long refused;

		private boolean away;

		/** Each time while a chunk is being sent. */
		private Runnable meanwhile = () -> {
		};

		/** While the first chunk is being sent. */
		private Runnable once = () -> {
		};

		@Override
		public void connect() {
			// It is there.
		}

		@Override
		public void send(List<NotificationEvent> events, Deadline deadline) {
			if (this.away) {
				throw new NotAcknowledgedException("the broker is away", null);
			}
			if (this.chunks.isEmpty()) {
				this.once.run();
			}
			this.chunks.add(events);
			if (this.chunks.size() < ENDLESS) {
				this.meanwhile.run();
			}
			if (events.stream().anyMatch((event) -> event.notificationId() == this.refused)) {
				throw new IllegalStateException("refused");
			}
		}

	}

}
