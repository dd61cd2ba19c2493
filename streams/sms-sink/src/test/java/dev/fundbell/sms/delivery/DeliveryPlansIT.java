package dev.fundbell.sms.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import javax.sql.DataSource;

import dev.fundbell.database.ServiceDatabaseAutoConfiguration;
import dev.fundbell.sms.SmsSinkProperties.Unknown;
import dev.fundbell.sms.delivery.QueriedDeliveries.QueriedDelivery;
import dev.fundbell.test.Plans;
import dev.fundbell.test.RealServers;
import dev.fundbell.test.RealServers.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rule that no statement of the sink scans a table, for any number of values, though
 * a million messages are HELD and one user has half of all.
 */
class DeliveryPlansIT {

	private static final int HELD = 1_000_000;

	private static final int OTHERS = 20_000;

	private static final Instant NOW = Instant.parse("2026-11-23T03:00:00Z");

	private static final TestDatabase DATABASE = RealServers.get().fundbellDatabase();

	private static final Plans PLANS = new Plans();

	/**
	 * In the order of ids: what is HELD comes first, and all else of its user behind it.
	 */
	private static final List<DeliveryState> STATES = Stream
		.concat(Stream.of(DeliveryState.HELD),
				Stream.of(DeliveryState.values()).filter((state) -> state != DeliveryState.HELD))
		.toList();

	private final Plans plans = PLANS;

	private final DataSource dataSource = this.plans.explaining(asInTheApp());

	private final JdbcTemplate jdbc = new JdbcTemplate(this.dataSource);

	private final JdbcClient client = JdbcClient.create(this.jdbc);

	private final TransactionTemplate transactions = new TransactionTemplate(
			new JdbcTransactionManager(this.dataSource));

	private final DueDeliveries due = new DueDeliveries(this.jdbc, this.transactions);

	private final Deliveries deliveries = new Deliveries(this.jdbc, this.transactions);

	private static DataSource asInTheApp() {
		return new DriverManagerDataSource(
				DATABASE.url() + "?sessionVariables=" + ServiceDatabaseAutoConfiguration.SESSION_VARIABLES,
				DATABASE.username(), DATABASE.password());
	}

	/** Of each state, and half of all for one user. */
	@BeforeAll
	static void fill() {
		JdbcTemplate jdbc = new JdbcTemplate(DATABASE.dataSource());
		int series = 0;
		for (DeliveryState state : STATES) {
			String dueAt = switch (state) {
				case WAITING -> "'2026-11-22'";
				case HELD -> "'2026-11-24'";
				case UNKNOWN, SENT -> "IF(seq % 2 = 0, '2026-11-22', NULL)";
				default -> "NULL";
			};
			int number = (state == DeliveryState.HELD) ? HELD : OTHERS;
			jdbc.update(
					"""
							INSERT INTO sms_deliveries (notification_id, user_id, event, source, state, due_at, round, accepted_at,
							    settled_at, claimed_by, claimed_at, provider)
							SELECT %d + seq, IF(seq %% 2 = 0, 1, %d + seq), '{}', 't-0-0', '%s', %s, 1, '2026-11-22',
							    '2026-11-22', 'dead', '2026-11-22', 'main'
							FROM seq_1_to_%d
							"""
						.formatted(2_000_000 * series, 2_000_000 * series, state, dueAt, number));
			series++;
		}
		jdbc.update("INSERT INTO users (id, name, locale, created_at) SELECT seq, 'A user', 'ko', '2026-11-22' "
				+ "FROM seq_1_to_20000");
		jdbc.update("""
				INSERT INTO notifications (id, type, user_id, subject_id, due_date, message, state, created_at)
				SELECT seq, 'FUNDING_FAILED', seq, 1, '2026-11-22', 'x', 'PUBLISHED', '2026-11-22' FROM seq_1_to_20000
				""");
		jdbc.execute("ANALYZE TABLE sms_deliveries, users, notifications");
	}

	@AfterAll
	static void eachStatementOfThePackage() {
		assertThat(PLANS.notExplained("dev.fundbell.sms.delivery")).isEmpty();
	}

	@BeforeEach
	void readCommitted() {
		this.transactions.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
		this.plans.clear();
	}

	@AfterEach
	void scansNoTable() {
		assertThat(this.plans.accesses()).isNotEmpty();
		assertThat(this.plans.scans()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 999, 1000, 10_000 })
	void claimsAndOutcomes(int number) {
		for (int claim = 0; claim < 3; claim++) {
			List<Delivery> claimed = this.due.claim("plans", NOW, number).deliveries();
			this.deliveries.write(claimed.stream()
				.map((each) -> DeliveryOutcome.until(NOW.plusSeconds(60), each, DeliveryState.WAITING, "HTTP_429"))
				.toList(), NOW);
		}
		assertThat(this.plans.accesses()).filteredOn((access) -> access.table().equals("e"))
			.isNotEmpty()
			.allSatisfy((access) -> assertThat(access.key()).isEqualTo("ix_sms_deliveries_user"))
			.allSatisfy((access) -> assertThat(access.type()).isEqualTo("ref"));
	}

	/**
	 * Nothing that is HELD is read, and of the flooding user's messages a few per claim.
	 */
	@Test
	void claimsReadAFewRowsPerMessageThoughAMillionAreHeldAndOneUserFloods() {
		for (int claim = 0; claim < 5; claim++) {
			this.transactions.executeWithoutResult((transaction) -> {
				long before = rowsRead();
				assertThat(this.due.claim("counted", NOW.plusSeconds(120), 400).deliveries()).isNotEmpty();
				assertThat(rowsRead() - before).isLessThan(10_000);
			});
		}
		this.jdbc.update("UPDATE sms_deliveries SET state = 'WAITING', due_at = '2026-11-22' WHERE state = 'CLAIMED' "
				+ "AND claimed_by = 'counted'");
	}

	/** How many rows this session has read, by any way, since it was opened. */
	private long rowsRead() {
		return this.client.sql("SHOW SESSION STATUS LIKE 'Handler_read%'")
			.query((row, number) -> row.getLong(2))
			.list()
			.stream()
			.mapToLong(Long::longValue)
			.sum();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 999, 1000, 10_000 })
	void settledDeliveriesAndBlockedOnes(int number) {
		BlockedDeliveries blocked = new BlockedDeliveries(this.jdbc);
		List<Long> ids = LongStream.rangeClosed(1, number).boxed().toList();
		this.transactions.executeWithoutResult((transaction) -> {
			blocked.release(ids, NOW);
			blocked.block(ids);
			assertThat(blocked.releaseOrphans(0, number, NOW)).isPositive();
			transaction.setRollbackOnly();
		});
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 999, 1000, 10_000 })
	void lookUps(int number) {
		List<Long> ids = LongStream.rangeClosed(1, number).boxed().toList();
		assertThat(new Recipients(this.client, ZoneId.of("Asia/Seoul")).of(ids)).hasSize(number);
		assertThat(new ReadNotifications(this.client).among(ids)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 999, 1000, 10_000 })
	void maintenance(int number) {
		this.transactions.executeWithoutResult((transaction) -> {
			new HeldDeliveries(this.jdbc, this.transactions).release(NOW.plus(Duration.ofDays(2)), number);
			QueriedDeliveries queries = new QueriedDeliveries(this.jdbc, this.transactions,
					new Unknown(Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofHours(24)));
			List<QueriedDelivery> unknown = queries.due(DeliveryState.UNKNOWN, NOW, 20);
			assertThat(unknown).hasSize(20);
			DeliveryOutcome sent = DeliveryOutcome.until(NOW, unknown.get(0).delivery(), DeliveryState.SENT, "ASKED");
			assertThat(queries.write(unknown.get(0), sent, NOW)).isTrue();
			assertThat(queries.due(DeliveryState.SENT, NOW, 20)).hasSize(20);
			transaction.setRollbackOnly();
		});
	}

	@Test
	void claimsOfTheDead() {
		DeadClaims dead = new DeadClaims(this.jdbc, this.transactions);
		this.transactions.executeWithoutResult((transaction) -> {
			dead.names();
			assertThat(dead.abandon("dead", NOW, NOW)).isPositive();
			transaction.setRollbackOnly();
		});
	}

	@Test
	void receipts() {
		OutcomeListener listener = new OutcomeListener((source, record, reason) -> {
		}, new SimpleMeterRegistry());
		DeliveryReceipts receipts = new DeliveryReceipts(this.jdbc, this.transactions, listener,
				Clock.fixed(NOW, ZoneOffset.UTC));
		long sent = 2_000_000L * STATES.indexOf(DeliveryState.SENT) + 1;
		assertThat(receipts.store("main", new Receipt(sent, 1, true, null, null))).isTrue();
	}

	@ParameterizedTest
	@EnumSource(DeliveryState.class)
	void lists(DeliveryState state) {
		DeliveryList list = new DeliveryList(this.jdbc);
		List<Long> seen = new ArrayList<>();
		for (int page = 0; page < 3; page++) {
			long after = seen.isEmpty() ? 0 : seen.get(seen.size() - 1);
			seen.addAll(list.page(state, after, 500).stream().map(ListedDelivery::id).toList());
		}
		assertThat(seen).hasSize(1500).doesNotHaveDuplicates();
		this.deliveries.oldest(state);
	}

	@Test
	void failedOnes() {
		FailedDeliveries failed = new FailedDeliveries(this.client, new InFlightLimit(8),
				Clock.fixed(NOW, ZoneOffset.UTC));
		assertThat(failed.page(0, 500)).hasSize(500);
		this.transactions.executeWithoutResult((transaction) -> {
			for (int number : new int[] { 1, 999, 1000, 10_000 }) {
				failed.redrive(LongStream.rangeClosed(1, number).boxed().toList(), true);
			}
			assertThat(failed.redriveFailed()).isPositive();
			transaction.setRollbackOnly();
		});
	}

}
