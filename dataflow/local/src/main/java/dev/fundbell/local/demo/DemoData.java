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

import dev.fundbell.local.services.LocalServiceException;

/**
 * People, fundings and coupons to look at. Loading them again adds nothing but fresh
 * coupons that expire tomorrow, so that there is always one to tell about.
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

	private static final long COUPON_AMOUNT = 5000;

	private final DataSource dataSource;

	private final Clock clock;

	private final ZoneId businessZone;

	public DemoData(DataSource dataSource, Clock clock, ZoneId businessZone) {
		this.dataSource = dataSource;
		this.clock = clock;
		this.businessZone = businessZone;
	}

	/**
	 * @return the fresh coupon of user 1
	 */
	public FreshCoupon load() {
		Instant now = this.clock.instant();
		LocalDate tomorrow = LocalDate.ofInstant(now, this.businessZone).plusDays(1);
		try (Connection connection = this.dataSource.getConnection()) {
			connection.setAutoCommit(false);
			for (String sql : new String[] { USERS, FUNDINGS, PARTICIPATIONS, INTERESTS }) {
				insert(connection, sql, now);
			}
			long id = insertCoupon(connection, 1, 3, tomorrow, now);
			insertCoupon(connection, 2, 4, tomorrow, now);
			connection.commit();
			return new FreshCoupon(id, 1, "지민", tomorrow);
		}
		catch (SQLException ex) {
			throw new LocalServiceException("The demo data cannot be loaded: " + ex.getMessage(), ex);
		}
	}

	private static void insert(Connection connection, String sql, Instant now) throws SQLException {
		String created = literal(now);
		String deadline = literal(now.plus(Duration.ofDays(14)));
		try (Statement statement = connection.createStatement()) {
			statement.executeUpdate(sql.replace("?1", created).replace("?2", deadline));
		}
	}

	private static long insertCoupon(Connection connection, long user, long funding, LocalDate expires, Instant now)
			throws SQLException {
		try (PreparedStatement statement = connection.prepareStatement(FRESH_COUPON, Statement.RETURN_GENERATED_KEYS)) {
			statement.setLong(1, user);
			statement.setLong(2, funding);
			statement.setLong(3, COUPON_AMOUNT);
			statement.setObject(4, expires);
			statement.setObject(5, LocalDateTime.ofInstant(now, ZoneOffset.UTC));
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
	 * A coupon that nobody has been told about yet.
	 *
	 * @param id the coupon's
	 * @param userId its owner
	 * @param userName how the owner is called
	 * @param expires the last day on which it can be used
	 */
	public record FreshCoupon(long id, long userId, String userName, LocalDate expires) {

	}

}
