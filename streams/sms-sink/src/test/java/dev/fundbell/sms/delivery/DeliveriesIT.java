package dev.fundbell.sms.delivery;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;

import javax.sql.DataSource;

import dev.fundbell.event.NotificationEvent;
import dev.fundbell.event.NotificationEventJson;
import dev.fundbell.sms.SmsSinkProperties.Unknown;
import dev.fundbell.sms.delivery.UnknownDeliveries.UnknownDelivery;
import dev.fundbell.test.RealServers;
import dev.fundbell.test.RealServers.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of claims on the real database. */
class DeliveriesIT {

	private static final Instant NOW = Instant.parse("2026-11-23T03:00:00Z");

	private final TestDatabase database = RealServers.get().fundbellDatabase();

	private final DataSource dataSource = this.database.dataSource();

	private final JdbcTemplate jdbc = new JdbcTemplate(this.dataSource);

	private final TransactionTemplate transactions = new TransactionTemplate(
			new JdbcTransactionManager(this.dataSource));

	private Deliveries deliveries;

	@BeforeEach
	void create() {
		this.transactions.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
		this.deliveries = new Deliveries(this.jdbc, this.transactions);
	}

	@Test
	void areClaimedOneOfAUserAtATimeInTheOrderOfTheirArrival() {
		accept(1, 7);
		accept(2, 7);
		accept(3, 8);
		List<Delivery> first = this.deliveries.claim("one", NOW, 10);
		assertThat(first).extracting((each) -> each.event().notificationId()).containsExactly(1L, 3L);
		assertThat(this.deliveries.claim("two", NOW, 10)).isEmpty();
		write(first.get(0), DeliveryState.SENT);
		assertThat(this.deliveries.claim("two", NOW, 10)).extracting((each) -> each.event().notificationId())
			.containsExactly(2L);
	}

	@Test
	void areNotClaimedTwiceByTwoAtOnce() {
		LongStream.rangeClosed(1, 20).forEach((user) -> accept(user, user));
		this.transactions.executeWithoutResult((open) -> {
			assertThat(this.deliveries.claim("one", NOW, 5)).hasSize(5);
			DataSource another = this.database.dataSource();
			TransactionTemplate other = new TransactionTemplate(new JdbcTransactionManager(another));
			other.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
			List<Delivery> meanwhile = new Deliveries(new JdbcTemplate(another), other).claim("two", NOW, 100);
			assertThat(meanwhile).extracting((each) -> each.event().userId())
				.containsExactlyElementsOf(LongStream.rangeClosed(6, 20).boxed().toList());
		});
		assertThat(this.deliveries.claim("three", NOW, 100)).isEmpty();
	}

	@Test
	void areNotClaimedBeforeTheyAreDue() {
		accept(1, 7);
		Delivery claimed = this.deliveries.claim("one", NOW, 1).get(0);
		this.deliveries.write(
				List.of(DeliveryOutcome.until(NOW.plusSeconds(5), claimed, DeliveryState.WAITING, "CIRCUIT_OPEN")),
				NOW);
		assertThat(this.deliveries.claim("one", NOW.plusSeconds(5).minusNanos(1000), 1)).isEmpty();
		assertThat(this.deliveries.claim("one", NOW.plusSeconds(5), 1)).hasSize(1);
	}

	@Test
	void keepWhatTheirSinkFoundOutThoughItWasTakenForDead() {
		accept(1, 7);
		accept(2, 8);
		List<Delivery> claimed = this.deliveries.claim("one", NOW, 10);
		assertThat(this.deliveries.abandon("one", NOW, NOW)).isEqualTo(2);
		write(claimed.get(0), DeliveryState.SENT);
		assertThat(stateOf(1)).isEqualTo("SENT");
		assertThat(this.deliveries.abandon("one", NOW, NOW)).isZero();
		assertThat(stateOf(2)).isEqualTo("UNKNOWN");
	}

	@Test
	void areAskedAboutLessAndLessOftenForADay() {
		accept(1, 7);
		this.deliveries.claim("one", NOW, 10);
		this.deliveries.abandon("one", NOW, NOW);
		UnknownDeliveries unknown = new UnknownDeliveries(JdbcClient.create(this.dataSource), this.transactions,
				new Unknown(Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofHours(24)));
		List<UnknownDelivery> asked = unknown.due(NOW, 10);
		assertThat(asked).extracting((each) -> each.delivery().reference()).containsExactly("fundbell-1-1");
		assertThat(unknown.due(NOW.plusSeconds(29), 10)).isEmpty();
		assertThat(unknown.due(NOW.plusSeconds(30), 10)).hasSize(1);
		assertThat(unknown.due(NOW.plusSeconds(60), 10)).hasSize(1);
		assertThat(unknown.due(NOW.plusSeconds(119), 10)).isEmpty();
		assertThat(unknown.due(NOW.plus(Duration.ofHours(24)), 10)).as("the last time").hasSize(1);
		assertThat(unknown.due(NOW.plus(Duration.ofDays(9)), 10)).isEmpty();
		assertThat(stateOf(1)).isEqualTo("UNKNOWN");
	}

	@Test
	void areFoundByTheirIndexAlone() {
		LongStream.rangeClosed(1, 500).forEach((user) -> accept(user, user));
		this.jdbc.execute("ANALYZE TABLE sms_deliveries");
		String find = Deliveries.FIND_DUE.replace(":now", "'2026-11-23'").replace(":limit", "100");
		List<String> plan = this.jdbc.query("EXPLAIN " + find,
				(row, number) -> row.getString("table") + " " + row.getString("key") + " " + row.getString("Extra"));
		assertThat(plan).hasSize(2).noneMatch((line) -> line.contains("filesort") || line.contains("temporary"));
		assertThat(plan.get(0)).startsWith("d ix_sms_deliveries_due");
		assertThat(plan.get(1)).startsWith("e ix_sms_deliveries_user");
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

	private void accept(long notification, long user) {
		NotificationEvent event = new NotificationEvent(notification, user, "COUPON_DEADLINE", "text", null, null, NOW,
				null);
		this.deliveries.accept(
				List.of(new NewDelivery(notification, user, "t-0-" + notification, NotificationEventJson.write(event))),
				NOW);
	}

	private void write(Delivery delivery, DeliveryState state) {
		this.deliveries.write(List.of(new DeliveryOutcome(delivery, state, null, "main", "M1", null, null)), NOW);
	}

	private String stateOf(long notification) {
		return this.jdbc.queryForObject("SELECT state FROM sms_deliveries WHERE notification_id = ?", String.class,
				notification);
	}

}
