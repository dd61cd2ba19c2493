package dev.fundbell.sse.inbox;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

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

	private static final String UNREAD = """
			FROM notifications n
			WHERE n.user_id = :user AND n.published_at > :readUntil AND n.read_at IS NULL AND n.state <> 'WITHDRAWN'
			""";

	private static final String COUNT = "SELECT COUNT(*) " + UNREAD;

	private static final String FIRST = "SELECT 1 " + UNREAD + "ORDER BY n.published_at, n.id LIMIT 1";

	private static final String READ_UNTIL = "SELECT read_until FROM inbox_positions WHERE user_id = :user";

	private static final String ADVANCE = """
			INSERT INTO inbox_positions (user_id, read_until) VALUES (:user, :readUntil)
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
