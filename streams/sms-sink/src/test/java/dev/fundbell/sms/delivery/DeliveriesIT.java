package dev.fundbell.sms.delivery;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import javax.sql.DataSource;

import dev.fundbell.event.NotificationEvent;
import dev.fundbell.event.NotificationEventJson;
import dev.fundbell.sms.SmsSinkProperties.Unknown;
import dev.fundbell.sms.delivery.QueriedDeliveries.QueriedDelivery;
import dev.fundbell.test.RealServers;
import dev.fundbell.test.RealServers.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.dao.CannotAcquireLockException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Tests of claims on the real database. */
class DeliveriesIT {

	private static final Instant NOW = Instant.parse("2026-11-23T03:00:00Z");

	private static final TestDatabase DATABASE = RealServers.get().fundbellDatabase();

	private final DataSource dataSource = DATABASE.dataSource();

	private final JdbcTemplate jdbc = new JdbcTemplate(this.dataSource);

	private final TransactionTemplate transactions = transactions(this.dataSource);

	private final Deliveries deliveries = new Deliveries(this.jdbc, this.transactions);

	private final DueDeliveries due = new DueDeliveries(this.jdbc, this.transactions);

	private final DeadClaims deadClaims = new DeadClaims(this.jdbc, this.transactions);

	@BeforeEach
	void empty() {
		this.jdbc.execute("TRUNCATE sms_deliveries");
	}

	private static TransactionTemplate transactions(DataSource dataSource) {
		TransactionTemplate transactions = new TransactionTemplate(new JdbcTransactionManager(dataSource));
		transactions.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
		return transactions;
	}

	@Test
	void areClaimedOneOfAUserAtATimeInTheOrderOfTheirArrival() {
		accept(1, 7);
		accept(2, 7);
		accept(3, 8);
		List<Delivery> first = claim("one", NOW, 10);
		assertThat(first).extracting(Delivery::notificationId).containsExactly(1L, 3L);
		assertThat(claim("two", NOW, 10)).isEmpty();
		write(first.get(0), DeliveryState.SENT);
		assertThat(claim("two", NOW, 10)).extracting(Delivery::notificationId).containsExactly(2L);
	}

	@Test
	void areNotClaimedTwiceByTwoAtOnce() {
		LongStream.rangeClosed(1, 20).forEach((user) -> accept(user, user));
		this.transactions.executeWithoutResult((open) -> {
			// It locks more than it claims, so that the other has to look behind them.
			assertThat(claim("one", NOW, 5)).hasSize(5);
			DataSource another = DATABASE.dataSource();
			List<Delivery> meanwhile = new DueDeliveries(new JdbcTemplate(another), transactions(another))
				.claim("two", NOW, 100)
				.deliveries();
			assertThat(meanwhile).isEmpty();
		});
		assertThat(claim("two", NOW, 100)).extracting(Delivery::userId)
			.containsExactlyElementsOf(LongStream.rangeClosed(6, 20).boxed().toList());
		assertThat(claim("three", NOW, 100)).isEmpty();
	}

	@Test
	void areNotClaimedBeforeTheyAreDue() {
		accept(1, 7);
		Delivery claimed = claim("one", NOW, 1).get(0);
		this.deliveries.write(
				List.of(DeliveryOutcome.until(NOW.plusSeconds(5), claimed, DeliveryState.WAITING, "CIRCUIT_OPEN")),
				NOW);
		assertThat(claim("one", NOW.plusSeconds(5).minusNanos(1000), 1)).isEmpty();
		assertThat(claim("one", NOW.plusSeconds(5), 1)).hasSize(1);
	}

	@Test
	void areBlockedBehindOneThatWaitsForLongAndGoOnAfterIt() {
		LongStream.rangeClosed(1, 5).forEach((notification) -> accept(notification, 7));
		hold(claim("one", NOW, 10).get(0));
		assertThat(claim("one", NOW, 10)).isEmpty();
		assertThat(IntStream.rangeClosed(2, 5)).allMatch((notification) -> stateOf(notification).equals("BLOCKED"));
		this.jdbc.update("UPDATE sms_deliveries SET state = 'WAITING' WHERE state = 'HELD'");
		for (long notification = 1; notification <= 5; notification++) {
			List<Delivery> claimed = claim("one", NOW.plusSeconds(9), 10);
			assertThat(claimed).extracting(Delivery::notificationId).containsExactly(notification);
			write(claimed.get(0), DeliveryState.SENT);
		}
	}

	@Test
	void goOnAfterASinkThatHasDied() {
		accept(1, 7);
		accept(2, 7);
		accept(3, 7);
		claim("one", NOW, 1);
		claim("two", NOW.plusSeconds(2), 1);
		assertThat(stateOf(3)).isEqualTo("BLOCKED");
		this.deadClaims.abandon("one", NOW, NOW);
		assertThat(claim("two", NOW.plusSeconds(3), 10)).extracting(Delivery::notificationId).containsExactly(2L);
	}

	/** A page at a time, beginning again after the last. */
	@Test
	void goOnThoughSomebodyHasDeletedTheOneBefore() {
		LongStream.rangeClosed(1, 3).forEach((notification) -> accept(notification, 7));
		hold(claim("one", NOW, 10).get(0));
		claim("one", NOW, 10);
		BlockedDeliveries blocked = new BlockedDeliveries(this.jdbc);
		long first = blocked.releaseOrphans(0, 1, NOW);
		assertThat(stateOf(2)).isEqualTo("BLOCKED");
		this.jdbc.update("DELETE FROM sms_deliveries WHERE state = 'HELD'");
		long second = blocked.releaseOrphans(first, 1, NOW);
		assertThat(stateOf(3)).isEqualTo("WAITING");
		assertThat(blocked.releaseOrphans(second, 1, NOW)).isZero();
		assertThat(claim("one", NOW, 10)).extracting(Delivery::notificationId).containsExactly(3L);
	}

	/** Many deliveries of one user cost the claims of other users nothing. */
	@Test
	void doNotReadWhatWaitsBehindOthers() {
		int each = 20_000;
		insert(1, "HELD", "seq", "'2026-11-24'", each);
		insert(2, "WAITING", "seq", "'2026-11-22'", each);
		insert(3, "WAITING", "900000000", "'2026-11-22 01:00'", each);
		insert(4, "WAITING", "800000000 + seq", "'2026-11-22 02:00'", 10);
		this.jdbc.execute("ANALYZE TABLE sms_deliveries");
		List<Delivery> claimed = new ArrayList<>();
		while (claimed.size() < 11) {
			claimed.addAll(claim("one", NOW, 400));
		}
		assertThat(claimed).extracting(Delivery::userId).doesNotHaveDuplicates();
		insert(5, "WAITING", "810000000 + seq", "'2026-11-22 03:00'", 10);
		assertThat(rowsReadBy(() -> assertThat(claim("one", NOW, 400)).hasSize(10))).isLessThan(2000);
	}

	private void insert(int series, String state, String user, String dueAt, int number) {
		this.jdbc.update("""
				INSERT INTO sms_deliveries (notification_id, user_id, event, source, state, due_at, round, accepted_at)
				SELECT %d000000 + seq, %s, '{}', 't-0-0', '%s', %s, 1, '2026-11-22' FROM seq_1_to_%d
				""".formatted(series, user, state, dueAt, number));
	}

	private long rowsReadBy(Runnable work) {
		Map<String, Long> before = handlers();
		work.run();
		return handlers().entrySet()
			.stream()
			.mapToLong((status) -> status.getValue() - before.getOrDefault(status.getKey(), 0L))
			.sum();
	}

	private Map<String, Long> handlers() {
		return this.jdbc
			.query("SHOW GLOBAL STATUS LIKE 'Handler_read%'",
					(row, number) -> Map.entry(row.getString(1), row.getLong(2)))
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
	}

	/** Two sinks claim while a third inserts: no user has two on their way. */
	@Test
	void keepTheirUsersOrderWhateverArrivesMeanwhile() {
		int pairs = 300;
		AtomicBoolean arriving = new AtomicBoolean(true);
		List<Delivery> order = Collections.synchronizedList(new ArrayList<>());
		CompletableFuture<?>[] sinks = IntStream.range(0, 2)
			.mapToObj((sink) -> CompletableFuture.runAsync(() -> drain("sink-" + sink, arriving, order)))
			.toArray(CompletableFuture[]::new);
		for (long pair = 0; pair < pairs; pair++) {
			accept(pair * 4 + 1, 1 + pair % 3, pair * 4 + 2, 1 + pair % 3, pair * 4 + 3, 1 + pair % 3);
		}
		arriving.set(false);
		CompletableFuture.allOf(sinks).join();
		assertThat(order).hasSize(3 * pairs);
		assertThat(order.stream().collect(Collectors.groupingBy(Delivery::userId)).values())
			.allSatisfy((ofUser) -> assertThat(ofUser).extracting(Delivery::id).isSorted());
		assertThat(this.jdbc.queryForObject("SELECT COUNT(*) FROM sms_deliveries WHERE state <> 'SENT'", Long.class))
			.isZero();
	}

	/** Repeated after a deadlock with the insertion, as the dispatcher does. */
	private static DueDeliveries.Claimed claimed(DueDeliveries claims, String sink, Instant now) {
		return await().pollInSameThread()
			.pollDelay(Duration.ZERO)
			.ignoreException(CannotAcquireLockException.class)
			.until(() -> claims.claim(sink, now, 3), Objects::nonNull);
	}

	private void drain(String sink, AtomicBoolean arriving, List<Delivery> order) {
		DataSource own = DATABASE.dataSource();
		DueDeliveries claims = new DueDeliveries(new JdbcTemplate(own), transactions(own));
		Deliveries outcomes = new Deliveries(new JdbcTemplate(own), transactions(own));
		Instant now = NOW;
		int empty = 0;
		while (arriving.get() || empty < 20) {
			now = now.plusMillis(700);
			DueDeliveries.Claimed claimed = claimed(claims, sink, now);
			empty = (claimed.deliveries().isEmpty() && !claimed.cleared()) ? empty + 1 : 0;
			assertThat(new HashSet<>(claimed.deliveries().stream().map(Delivery::userId).toList()))
				.hasSameSizeAs(claimed.deliveries());
			order.addAll(claimed.deliveries());
			if (!claimed.deliveries().isEmpty()) {
				outcomes.write(claimed.deliveries()
					.stream()
					.map((each) -> DeliveryOutcome.of(each, DeliveryState.SENT, "test"))
					.toList(), now);
			}
		}
	}

	@Test
	void keepWhatTheirSinkFoundOutThoughItWasTakenForDead() {
		accept(1, 7);
		accept(2, 8);
		List<Delivery> claimed = claim("one", NOW, 10);
		assertThat(this.deadClaims.names()).containsExactly("one");
		assertThat(this.deadClaims.abandon("one", NOW, NOW)).isEqualTo(2);
		write(claimed.get(0), DeliveryState.SENT);
		assertThat(stateOf(1)).isEqualTo("SENT");
		assertThat(this.deadClaims.abandon("one", NOW, NOW)).isZero();
		assertThat(stateOf(2)).isEqualTo("UNKNOWN");
	}

	@Test
	void areAskedAboutLessAndLessOftenForADay() {
		accept(1, 7);
		claim("one", NOW, 10);
		this.deadClaims.abandon("one", NOW, NOW);
		QueriedDeliveries queries = new QueriedDeliveries(this.jdbc, this.transactions,
				new Unknown(Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofHours(24)));
		assertThat(due(queries, NOW)).extracting((each) -> each.delivery().reference()).containsExactly("fundbell-1-1");
		assertThat(due(queries, NOW.plusSeconds(29))).isEmpty();
		assertThat(due(queries, NOW.plusSeconds(30))).hasSize(1);
		assertThat(due(queries, NOW.plusSeconds(60))).hasSize(1);
		assertThat(due(queries, NOW.plusSeconds(119))).isEmpty();
		assertThat(due(queries, NOW.plus(Duration.ofHours(24)))).as("the last time").hasSize(1);
		assertThat(due(queries, NOW.plus(Duration.ofDays(9)))).isEmpty();
		assertThat(stateOf(1)).isEqualTo("UNKNOWN");
	}

	private static List<QueriedDelivery> due(QueriedDeliveries queries, Instant now) {
		return queries.due(DeliveryState.UNKNOWN, now, 10);
	}

	@Test
	void belongToAClaimLockUntilItsConnectionEnds() throws SQLException {
		ClaimLock one = new ClaimLock(this.dataSource);
		ClaimLock other = new ClaimLock(this.dataSource);
		String name = one.name();
		assertThat(one.name()).isEqualTo(name);
		assertThat(other.isFree(name)).isFalse();
		Long connection = this.jdbc.queryForObject("SELECT IS_USED_LOCK(?)", Long.class, name);
		this.jdbc.execute("KILL " + connection);
		assertThat(one.name()).as("a new name after a lost connection").isNotEqualTo(name);
		assertThat(other.isFree(name)).isTrue();
		one.close();
		other.close();
	}

	private List<Delivery> claim(String name, Instant now, int limit) {
		return this.due.claim(name, now, limit).deliveries();
	}

	/** Pairs of a notification and its user, in one transaction. */
	private void accept(long... notificationsAndUsers) {
		List<NewDelivery> arrived = new ArrayList<>();
		for (int each = 0; each < notificationsAndUsers.length; each += 2) {
			arrived.add(delivery(notificationsAndUsers[each], notificationsAndUsers[each + 1]));
		}
		this.deliveries.accept(arrived, NOW, (each) -> NOW);
	}

	private static NewDelivery delivery(long notification, long user) {
		NotificationEvent event = new NotificationEvent(notification, user, "COUPON_DEADLINE", "text", null, null, NOW,
				null);
		return new NewDelivery(notification, user, "t-0-" + notification, NotificationEventJson.write(event), NOW);
	}

	private void hold(Delivery delivery) {
		this.deliveries.write(
				List.of(DeliveryOutcome.until(NOW.plusSeconds(9), delivery, DeliveryState.HELD, "QUIET_HOURS")), NOW);
	}

	private void write(Delivery delivery, DeliveryState state) {
		this.deliveries.write(List.of(new DeliveryOutcome(delivery, state, null, 0, "main", "M1", null, null)), NOW);
	}

	private String stateOf(long notification) {
		return this.jdbc.queryForObject("SELECT state FROM sms_deliveries WHERE notification_id = ?", String.class,
				notification);
	}

}
