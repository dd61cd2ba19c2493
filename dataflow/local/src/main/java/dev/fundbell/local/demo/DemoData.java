package dev.fundbell.local.demo;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

import javax.sql.DataSource;

import dev.fundbell.servers.LocalServerException;

/**
 * Demo data for the service's database: people, fundings and coupons. Loading them again
 * adds only coupons that expire tomorrow and fundings that close, so that each load calls
 * for new notifications.
 */
public final class DemoData {

	private static final String USERS = """
			INSERT INTO users (id, name, locale, phone_number, created_at) VALUES
			  (1, '지민', 'ko', '+821000000001', ?1), (2, 'Alex', 'en', '+821000000002', ?1),
			  (3, '서연', 'ko', NULL, ?1), (4, 'Sofia', 'en', NULL, ?1)
			ON DUPLICATE KEY UPDATE id = users.id
			""";

	private static final String FUNDINGS = """
			INSERT INTO fundings (id, title, target_amount, deadline, status, created_at) VALUES
			  (1, '한강의 밤을 담은 사진집', 3000000, ?2, 'OPEN', ?1),
			  (2, 'A bicycle light that never needs charging', 5000000, ?2, 'OPEN', ?1),
			  (3, '동네 빵집의 새 화덕', 8000000, ?1, 'SUCCEEDED', ?1),
			  (4, 'A board game about the tides', 4000000, ?1, 'SUCCEEDED', ?1)
			ON DUPLICATE KEY UPDATE id = fundings.id
			""";

	private static final String PARTICIPATIONS = """
			INSERT INTO participations (id, funding_id, user_id, amount, status, created_at) VALUES
			  (1, 1, 1, 30000, 'ACTIVE', ?1), (2, 2, 2, 50000, 'ACTIVE', ?1),
			  (3, 3, 1, 20000, 'ACTIVE', ?1), (4, 3, 4, 20000, 'CANCELLED', ?1), (5, 4, 2, 25000, 'ACTIVE', ?1)
			ON DUPLICATE KEY UPDATE id = participations.id
			""";

	private static final String INTERESTS = """
			INSERT INTO interests (id, funding_id, user_id, created_at) VALUES (1, 1, 3, ?1), (2, 2, 4, ?1)
			ON DUPLICATE KEY UPDATE id = interests.id
			""";

	private static final String FRESH_COUPON = """
			INSERT INTO coupons (user_id, funding_id, amount, status, expiration_date, created_at)
			VALUES (?, ?, ?, 'ACTIVE', ?, ?)
			""";

	private static final String FRESH_FUNDING = """
			INSERT INTO fundings (title, target_amount, deadline, status, created_at) VALUES (?, ?, ?, 'OPEN', ?)
			""";

	private static final String PARTICIPATION = """
			INSERT INTO participations (user_id, funding_id, amount, status, created_at) VALUES (?, ?, 30000, 'ACTIVE', ?)
			""";

	private static final String INTEREST = "INSERT INTO interests (user_id, funding_id, created_at) VALUES (?, ?, ?)";

	private static final long COUPON_AMOUNT = 5000;

	/** The user who is notified of all fresh demo data. */
	public static final long USER = 1;

	private static final long[] NOTIFIED_USERS = { 1, 2 };

	private final DataSource dataSource;

	private final Clock clock;

	private final ZoneId businessZone;

	public DemoData(DataSource dataSource, Clock clock, ZoneId businessZone) {
		this.dataSource = dataSource;
		this.clock = clock;
		this.businessZone = businessZone;
	}

	/**
	 * Adds people and fundings that call for no notification.
	 */
	public void loadPeople() {
		Instant now = this.clock.instant();
		try (Connection connection = this.dataSource.getConnection()) {
			connection.setAutoCommit(false);
			for (String sql : new String[] { USERS, FUNDINGS, PARTICIPATIONS, INTERESTS }) {
				load(connection, sql, now);
			}
			connection.commit();
		}
		catch (SQLException ex) {
			throw new LocalServerException("The demo data cannot be loaded: " + ex.getMessage(), ex);
		}
	}

	/**
	 * Adds the missing people, and coupons that expire tomorrow.
	 * @return the fresh coupon of user 1
	 */
	public FreshCoupon load() {
		loadPeople();
		Instant now = this.clock.instant();
		LocalDate tomorrow = LocalDate.ofInstant(now, this.businessZone).plusDays(1);
		LocalDateTime createdAt = LocalDateTime.ofInstant(now, ZoneOffset.UTC);
		try (Connection connection = this.dataSource.getConnection()) {
			connection.setAutoCommit(false);
			long id = insert(connection, FRESH_COUPON, USER, 3, COUPON_AMOUNT, tomorrow, createdAt);
			insert(connection, FRESH_COUPON, 2, 4, COUPON_AMOUNT, tomorrow, createdAt);
			connection.commit();
			return new FreshCoupon(id, USER, "지민", tomorrow);
		}
		catch (SQLException ex) {
			throw new LocalServerException("The demo data cannot be loaded: " + ex.getMessage(), ex);
		}
	}

	/**
	 * Adds fundings that call for notifications of users 1 and 2: one whose deadline has
	 * passed and whose target was met, one whose target was not met, and one that
	 * interests them and closes within a day.
	 * @return their ids
	 */
	public FreshFundings addFreshFundings() {
		LocalDateTime now = LocalDateTime.ofInstant(this.clock.instant(), ZoneOffset.UTC);
		try (Connection connection = this.dataSource.getConnection()) {
			connection.setAutoCommit(false);
			long succeeding = insert(connection, FRESH_FUNDING, "제주 바다를 담은 향초", 60_000, now, now);
			long failing = insert(connection, FRESH_FUNDING, "A lamp that follows the sun", 9_000_000, now, now);
			long closing = insert(connection, FRESH_FUNDING, "옥상 텃밭 꾸러미", 2_000_000, now.plusHours(20), now);
			for (long user : NOTIFIED_USERS) {
				insert(connection, PARTICIPATION, user, succeeding, now);
				insert(connection, PARTICIPATION, user, failing, now);
				insert(connection, INTEREST, user, closing, now);
			}
			connection.commit();
			return new FreshFundings(succeeding, failing, closing);
		}
		catch (SQLException ex) {
			throw new LocalServerException("The demo data cannot be loaded: " + ex.getMessage(), ex);
		}
	}

	private static void load(Connection connection, String sql, Instant now) throws SQLException {
		String created = literal(now);
		String deadline = literal(now.plus(Duration.ofDays(14)));
		try (Statement statement = connection.createStatement()) {
			statement.executeUpdate(sql.replace("?1", created).replace("?2", deadline));
		}
	}

	private static long insert(Connection connection, String sql, Object... values) throws SQLException {
		try (PreparedStatement statement = connection.prepareStatement(sql, Statement.RETURN_GENERATED_KEYS)) {
			for (int index = 0; index < values.length; index++) {
				statement.setObject(index + 1, values[index]);
			}
			statement.executeUpdate();
			try (ResultSet keys = statement.getGeneratedKeys()) {
				keys.next();
				return keys.getLong(1);
			}
		}
	}

	private static String literal(Instant instant) {
		return "'" + LocalDateTime.ofInstant(instant, ZoneOffset.UTC).withNano(0) + "'";
	}

	/**
	 * Coupon whose owner has not been notified yet.
	 *
	 * @param id the coupon's id
	 * @param userId the owner's id
	 * @param userName the owner's name
	 * @param expires the last day on which it can be used
	 */
	public record FreshCoupon(long id, long userId, String userName, LocalDate expires) {

	}

	/**
	 * Fundings whose participants have not been notified yet.
	 *
	 * @param succeeding the id of one that will be closed as a success
	 * @param failing the id of one that will be closed as a failure
	 * @param closing the id of one that closes soon
	 */
	public record FreshFundings(long succeeding, long failing, long closing) {

	}

}
