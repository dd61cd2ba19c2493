package dev.fundbell.test;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;

/** Inserts and queries of rows in the service's database, for tests. */
public final class Rows {

	/** When everything was created: long before any test. */
	public static final LocalDateTime CREATED_AT = LocalDateTime.parse("2026-01-01T00:00:00");

	/** A deadline that no test lives to see. */
	public static final Instant FAR_AHEAD = Instant.parse("9998-01-01T00:00:00Z");

	private static final String INSERT_NOTIFICATION = """
			INSERT INTO notifications (type, user_id, subject_id, due_date, message, state, created_at,
			    first_published_at, published_at)
			VALUES ('COUPON_DEADLINE', ?, ?, '2026-11-24', ?, ?, ?, ?, ?) RETURNING id
			""";

	private final JdbcClient jdbc;

	/**
	 * Rows of a database.
	 * @param dataSource the service's database, migrated
	 */
	public Rows(DataSource dataSource) {
		this.jdbc = JdbcClient.create(dataSource);
	}

	/**
	 * A user without a phone number.
	 * @param locale the user's language tag, such as {@code ko}
	 * @return the user's id
	 */
	public long user(String locale) {
		return insert("INSERT INTO users (name, locale, created_at) VALUES ('A user', ?, ?)", locale, CREATED_AT);
	}

	/**
	 * An open funding.
	 * @param title its title
	 * @return its id
	 */
	public long funding(String title) {
		return funding(title, 1_000_000, FAR_AHEAD);
	}

	/**
	 * An open funding.
	 * @param title its title
	 * @param targetAmount its target, in won
	 * @param deadline from when on it takes no participations
	 * @return its id
	 */
	public long funding(String title, long targetAmount, Instant deadline) {
		return insert("""
				INSERT INTO fundings (title, target_amount, deadline, status, created_at)
				VALUES (?, ?, ?, 'OPEN', ?)
				""", title, targetAmount, utc(deadline), CREATED_AT);
	}

	/**
	 * An active participation.
	 * @param fundingId the funding
	 * @param userId who takes part
	 * @param amount in won
	 * @return its id
	 */
	public long participation(long fundingId, long userId, long amount) {
		return insert("""
				INSERT INTO participations (funding_id, user_id, amount, status, created_at)
				VALUES (?, ?, ?, 'ACTIVE', ?)
				""", fundingId, userId, amount, CREATED_AT);
	}

	/**
	 * A mark on a funding that is interesting to a user.
	 * @param fundingId the funding
	 * @param userId the user
	 * @return its id
	 */
	public long interest(long fundingId, long userId) {
		return insert("INSERT INTO interests (funding_id, user_id, created_at) VALUES (?, ?, ?)", fundingId, userId,
				CREATED_AT);
	}

	/**
	 * A coupon.
	 * @param userId whose it is
	 * @param fundingId where it comes from
	 * @param status {@code ACTIVE}, {@code USED} or {@code EXPIRED}
	 * @param expirationDate the last day on which it can be used
	 * @return its id
	 */
	public long coupon(long userId, long fundingId, String status, LocalDate expirationDate) {
		return insert("""
				INSERT INTO coupons (user_id, funding_id, amount, status, expiration_date, created_at)
				VALUES (?, ?, 5000, ?, ?, ?)
				""", userId, fundingId, status, expirationDate, CREATED_AT);
	}

	/**
	 * Many active coupons at once.
	 * @param number how many
	 * @param userId whose they are
	 * @param fundingId where they come from
	 * @param expirationDate the last day on which they can be used
	 */
	public void coupons(int number, long userId, long fundingId, LocalDate expirationDate) {
		this.jdbc.sql("""
				INSERT INTO coupons (user_id, funding_id, amount, status, expiration_date, created_at)
				SELECT ?, ?, 5000, 'ACTIVE', ?, ? FROM seq_1_to_%d
				""".formatted(number)).params(userId, fundingId, expirationDate, CREATED_AT).update();
	}

	/**
	 * A notification, each with a subject of its own.
	 * @param userId whom it is for
	 * @param message its text
	 * @param state its state
	 * @param firstPublishedAt when it was first claimed, if it was
	 * @param publishedAt when it was last claimed, if it was
	 * @return its id
	 */
	public long notification(long userId, String message, String state, @Nullable Instant firstPublishedAt,
			@Nullable Instant publishedAt) {
		long subjectId = this.jdbc.sql("SELECT COALESCE(MAX(subject_id), 0) + 1 FROM notifications")
			.query(Long.class)
			.single();
		long id = this.jdbc.sql(INSERT_NOTIFICATION)
			.params(Arrays.asList(userId, subjectId, message, state, CREATED_AT, utc(firstPublishedAt),
					utc(publishedAt)))
			.query(Long.class)
			.single();
		if (state.equals("CREATED") || state.equals("PUBLISHING")) {
			unpublished(id, id, publishedAt);
		}
		return id;
	}

	/**
	 * Enters notifications as still to be published.
	 * @param firstId the id of the first
	 * @param lastId the id of the last
	 * @param claimedAt when they were claimed, if they were
	 */
	public void unpublished(long firstId, long lastId, @Nullable Instant claimedAt) {
		this.jdbc.sql("INSERT INTO unpublished_ranges (first_id, last_id, claimed_at) VALUES (?, ?, ?)")
			.params(Arrays.asList(firstId, lastId, utc(claimedAt)))
			.update();
	}

	/**
	 * A notification that Kafka has acknowledged.
	 * @param userId whom it is for
	 * @param publishedAt when it was published, the only time
	 * @return its id
	 */
	public long published(long userId, Instant publishedAt) {
		return notification(userId, "A notification", "PUBLISHED", publishedAt, publishedAt);
	}

	/** How many rows a table has. */
	public long count(String table) {
		return this.jdbc.sql("SELECT COUNT(*) FROM " + table).query(Long.class).single();
	}

	/** How many notifications are in a state. */
	public long notificationsIn(String state) {
		return this.jdbc.sql("SELECT COUNT(*) FROM notifications WHERE state = ?")
			.param(state)
			.query(Long.class)
			.single();
	}

	/** How many notifications there are in each state that one is in. */
	public Map<String, Long> notificationsByState() {
		Map<String, Long> states = new TreeMap<>();
		this.jdbc.sql("SELECT state, COUNT(*) FROM notifications GROUP BY state").query((row) -> {
			states.put(row.getString(1), row.getLong(2));
		});
		return states;
	}

	/** The ids of a user's notifications, in ascending order. */
	public List<Long> notificationIdsOf(long userId) {
		return this.jdbc.sql("SELECT id FROM notifications WHERE user_id = ? ORDER BY id")
			.param(userId)
			.query(Long.class)
			.list();
	}

	/** Spring's client for the same database, for what only one test asks. */
	public JdbcClient jdbc() {
		return this.jdbc;
	}

	private long insert(String sql, @Nullable Object... values) {
		GeneratedKeyHolder id = new GeneratedKeyHolder();
		JdbcClient.StatementSpec statement = this.jdbc.sql(sql);
		for (Object value : values) {
			statement.param(value);
		}
		statement.update(id);
		return Objects.requireNonNull(id.getKeyAs(Number.class)).longValue();
	}

	private static @Nullable LocalDateTime utc(@Nullable Instant instant) {
		return (instant != null) ? LocalDateTime.ofInstant(instant, ZoneOffset.UTC) : null;
	}

}
