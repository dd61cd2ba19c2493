package dev.fundbell.test;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import javax.sql.DataSource;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Large tables for tests of query plans, as skewed as they may become: user 1 owns one
 * half of the rows, and of the other half, funding 1 has a hundred thousand and the last
 * funding the rest. Row by row the tables agree: coupon 7 and notification 7 are of the
 * user and the funding of the seventh participation.
 */
public final class LargeTables {

	// References are right by construction, and to check them costs most of the time.
	private static final String UNCHECKED = "SET STATEMENT foreign_key_checks = 0, unique_checks = 0 FOR ";

	/** A job that works off funding 1 takes seconds, not minutes. */
	private static final String FUNDING = "CASE WHEN seq % 2 = 0 THEN seq DIV 2 + 1 WHEN seq < 200000 THEN 1 ELSE :last END";

	private static final String USER = "IF(seq % 2 = 0, 1, seq DIV 2 + 2)";

	private static final String NOTIFICATIONS = """
			INSERT INTO notifications (id, type, user_id, subject_id, due_date, funding_id, coupon_id, message, state,
			    created_at, first_published_at, published_at)
			SELECT :before + seq, :type, %s, %s, :dueDate, %s, seq, 'A notification', :state, :now, :now, :now
			""".formatted(USER, FUNDING, FUNDING);

	private static final int SLICE = 100_000;

	private final JdbcClient jdbc;

	private final int size;

	private long leftovers = 1_000_000_000;

	/**
	 * Large tables.
	 * @param dataSource the service's database, migrated and empty
	 * @param size rows of each table
	 */
	public LargeTables(DataSource dataSource, int size) {
		this.jdbc = JdbcClient.create(dataSource);
		this.size = size;
	}

	/**
	 * Fills the users, and open fundings.
	 * @param deadline the deadline of each
	 */
	public LargeTables usersAndFundings(Instant deadline) {
		insert("INSERT INTO users (id, name, locale, created_at) SELECT seq, 'A user', 'ko', :now");
		insert("INSERT INTO fundings (id, title, target_amount, deadline, status, created_at) "
				+ "SELECT seq, 'A funding', 2, :deadline, 'OPEN', :now", lastFunding(),
				Map.of("deadline", LocalDateTime.ofInstant(deadline, ZoneOffset.UTC)));
		return this;
	}

	/** Fills the participations, which are active. */
	public LargeTables participations() {
		insert("INSERT INTO participations (id, funding_id, user_id, amount, status, created_at) SELECT seq, " + FUNDING
				+ ", " + USER + ", 2, 'ACTIVE', :now");
		return this;
	}

	/** Fills the interests. */
	public LargeTables interests() {
		insert("INSERT INTO interests (id, funding_id, user_id, created_at) SELECT seq, " + FUNDING + ", " + USER
				+ ", :now");
		return this;
	}

	/**
	 * Fills the coupons.
	 * @param expirationDate the last day of each, as an SQL expression of {@code seq}
	 */
	public LargeTables coupons(String expirationDate) {
		insert("INSERT INTO coupons (id, user_id, funding_id, amount, status, expiration_date, created_at) SELECT seq, "
				+ USER + ", " + FUNDING + ", 5000, 'ACTIVE', " + expirationDate + ", :now");
		return this;
	}

	/** Fills the notifications, which are published. */
	public LargeTables notifications() {
		insertNotifications(0, "COUPON_DEADLINE", Rows.CREATED_AT.toLocalDate(), "PUBLISHED", this.size);
		this.jdbc.sql("ALTER SEQUENCE notification_ids RESTART 2000000000").update();
		return this;
	}

	/**
	 * Chunks of one row, and of as many as there are at the borders of lists of ids, that
	 * killed runs have left.
	 * @param type the type of all of them
	 * @param before the day before the first due date
	 */
	public LargeTables leftovers(String type, LocalDate before) {
		for (int number : new int[] { 1, 999, 1000, 10_000 }) {
			leftover(type, before.plusDays(number), number);
		}
		return this;
	}

	/**
	 * A chunk that a killed run has left, of the first rows.
	 * @param type the type of all of them
	 * @param dueDate their due date, another one for each chunk of a type
	 * @param number how many they are
	 * @return the first id
	 */
	public long leftover(String type, LocalDate dueDate, int number) {
		long before = this.leftovers;
		this.leftovers += number;
		insertNotifications(before, type, dueDate, "PUBLISHING", number);
		this.jdbc.sql("INSERT INTO unpublished_ranges (first_id, last_id) VALUES (?, ?)")
			.params(before + 1, before + number)
			.update();
		return before + 1;
	}

	/** Lets MariaDB count the rows, so that plans do not depend on when it does. */
	public void analyze() {
		this.jdbc
			.sql("ANALYZE TABLE users, fundings, participations, interests, coupons, notifications, funding_closings")
			.query((row, number) -> row.getString(1))
			.list();
	}

	private void insertNotifications(long before, String type, LocalDate dueDate, String state, int number) {
		insert(NOTIFICATIONS, number, Map.of("before", before, "type", type, "dueDate", dueDate, "state", state));
	}

	private void insert(String insert) {
		insert(insert, this.size, Map.of());
	}

	private void insert(String insert, int rows, Map<String, Object> values) {
		slices(insert, rows).forEach((sql) -> this.jdbc.sql(sql)
			.params(values)
			.param("last", lastFunding())
			.param("now", Rows.CREATED_AT)
			.update());
	}

	/** So many rows at once that no statement outlasts a socket's timeout. */
	private static List<String> slices(String insert, int size) {
		return IntStream.rangeClosed(0, (size - 1) / SLICE)
			.mapToObj((slice) -> UNCHECKED + insert
					+ " FROM seq_%d_to_%d".formatted(slice * SLICE + 1, Math.min(size, (slice + 1) * SLICE)))
			.toList();
	}

	private int lastFunding() {
		return this.size / 2 + 1;
	}

}
