package dev.fundbell.sse.inbox;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Search for a user's unread notifications. It begins where the last search found that
 * all before had been read, so it costs as much as is new, not as much as there ever was.
 * An index over unread notifications would cost the tasks more with each one that they
 * create.
 */
@Component
class UnreadNotifications {

	// Without the index's name the table is scanned for a user who owns much of it.
	private static final String UNREAD = """
			FROM notifications n FORCE INDEX (ix_notifications_inbox)
			WHERE n.user_id = :user AND n.published_at > :readUntil AND n.read_at IS NULL AND n.state <> 'WITHDRAWN'
			""";

	private static final String COUNT = "SELECT COUNT(*) " + UNREAD;

	private static final String FIRST = "SELECT 1 " + UNREAD + "ORDER BY n.published_at, n.id LIMIT 1";

	/** One of many users; more than so many are not worth walking over for each event. */
	private static final String COUNT_ONE_OF_MANY = """
			(SELECT ? AS user_id, COUNT(*) AS unread FROM (
			  SELECT 1 FROM notifications n FORCE INDEX (ix_notifications_inbox)
			  WHERE n.user_id = ? AND n.published_at > ? AND n.read_at IS NULL AND n.state <> 'WITHDRAWN'
			  LIMIT 1000) AS first)
			""";

	private static final String READ_UNTIL = "SELECT read_until FROM inbox_positions WHERE user_id = :user";

	private static final String READ_UNTIL_OF_MANY = "SELECT user_id, read_until FROM inbox_positions WHERE user_id IN (:users)";

	private static final String ADVANCE = """
			INSERT INTO inbox_positions (user_id, read_until) SELECT u.id, :readUntil FROM users u WHERE u.id = :user
			ON DUPLICATE KEY UPDATE read_until = GREATEST(read_until, VALUE(read_until))
			""";

	/** Before the first notification. */
	private static final LocalDateTime BEGINNING = LocalDateTime.of(1000, 1, 1, 0, 0);

	/** One write per user and day is little, and a day's notifications are few. */
	private static final Duration SELDOM = Duration.ofDays(1);

	/** A claim is visible this long after its time at the latest. */
	private static final Duration LATEST_CLAIM = Duration.ofMinutes(10);

	private final JdbcClient jdbc;

	UnreadNotifications(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Whether a user has unread notifications.
	 * @param userId the user
	 * @param now the present
	 * @return whether there is one
	 */
	boolean exist(long userId, Instant now) {
		LocalDateTime readUntil = readUntil(userId);
		boolean exist = statement(FIRST, userId, readUntil).query(Integer.class).optional().isPresent();
		if (!exist) {
			advance(userId, readUntil, now);
		}
		return exist;
	}

	/**
	 * Counts a user's unread notifications.
	 * @param userId the user
	 * @param now the present
	 * @return how many there are
	 */
	long count(long userId, Instant now) {
		LocalDateTime readUntil = readUntil(userId);
		long count = statement(COUNT, userId, readUntil).query(Long.class).single();
		if (count == 0) {
			advance(userId, readUntil, now);
		}
		return count;
	}

	/**
	 * Counts the unread notifications of many users in one statement.
	 * @param users the users, at least one
	 * @param now the present
	 * @return how many each has, at most 1000
	 */
	Map<Long, Long> counts(Collection<Long> users, Instant now) {
		Map<Long, LocalDateTime> readUntil = new HashMap<>();
		this.jdbc.sql(READ_UNTIL_OF_MANY).param("users", users).query((row) -> {
			readUntil.put(row.getLong("user_id"), row.getObject("read_until", LocalDateTime.class));
		});
		List<Object> parameters = new ArrayList<>();
		users.forEach((user) -> Collections.addAll(parameters, user, user, readUntil.getOrDefault(user, BEGINNING)));
		Map<Long, Long> counts = new HashMap<>();
		this.jdbc.sql(String.join("UNION ALL ", Collections.nCopies(users.size(), COUNT_ONE_OF_MANY)))
			.params(parameters)
			.query((row) -> {
				counts.put(row.getLong("user_id"), row.getLong("unread"));
			});
		counts.forEach((user, count) -> {
			if (count == 0) {
				advance(user, readUntil.getOrDefault(user, BEGINNING), now);
			}
		});
		return counts;
	}

	/** Until when a user is known to have read all. */
	LocalDateTime readUntil(long userId) {
		return this.jdbc.sql(READ_UNTIL).param("user", userId).query(LocalDateTime.class).optional().orElse(BEGINNING);
	}

	private void advance(long userId, LocalDateTime readUntil, Instant now) {
		LocalDateTime next = LocalDateTime.ofInstant(now.minus(LATEST_CLAIM), ZoneOffset.UTC);
		if (Duration.between(readUntil, next).compareTo(SELDOM) > 0) {
			statement(ADVANCE, userId, next).update();
		}
	}

	private JdbcClient.StatementSpec statement(String sql, long userId, LocalDateTime readUntil) {
		return this.jdbc.sql(sql).param("user", userId).param("readUntil", readUntil);
	}

}
