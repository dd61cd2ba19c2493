package dev.fundbell.batch.publish;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;

import dev.fundbell.event.NotificationEvent;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The statements of publishing a type. Each is a range of the primary key, and part of
 * the caller's transaction: READ COMMITTED, so that it locks rows and no gaps.
 */
final class ClaimedNotifications {

	// What another run holds is in another state by now: the update passes over it
	// without waiting.
	private static final String CLAIM_CREATED = """
			UPDATE notifications FORCE INDEX (PRIMARY)
			SET state = 'PUBLISHING', first_published_at = COALESCE(first_published_at, :now), published_at = :now
			WHERE id > :after AND id <= :through AND type = :type AND state = 'CREATED'
			""";

	private static final String LOCK_ABANDONED = """
			SELECT id FROM notifications FORCE INDEX (PRIMARY)
			WHERE id > :after AND id <= :through AND type = :type AND state = 'PUBLISHING'
			FOR UPDATE SKIP LOCKED
			""";

	private static final String CLAIM_ABANDONED = """
			UPDATE notifications
			SET first_published_at = COALESCE(first_published_at, :now), published_at = :now
			WHERE id IN (:ids)
			""";

	private static final String EVENTS = "SELECT id, user_id, type, message, funding_id, coupon_id, created_at, expires_at";

	private static final String LOCK_FREE = EVENTS + """
			 FROM notifications FORCE INDEX (PRIMARY)
			WHERE id > :after AND id <= :through AND type = :type AND state = 'PUBLISHING' AND published_at = :now
			FOR UPDATE SKIP LOCKED
			""";

	private static final String LOCK_AND_COUNT_FREE = """
			SELECT COUNT(*) FROM notifications FORCE INDEX (PRIMARY)
			WHERE id > :after AND id <= :through AND type = :type AND state = 'PUBLISHING' AND published_at = :now
			FOR UPDATE SKIP LOCKED
			""";

	private static final String FIND_REST = """
			SELECT id FROM notifications FORCE INDEX (PRIMARY)
			WHERE id > :after AND id <= :through AND type = :type AND state = 'PUBLISHING' AND published_at = :now
			""";

	// By id: a range would also wait for the rows of others within it, and they for ours.
	private static final String LOCK_REST = EVENTS + """
			 FROM notifications
			WHERE id IN (:ids) AND state = 'PUBLISHING' AND published_at = :now
			FOR UPDATE
			""";

	private static final String MARK_PUBLISHED = """
			UPDATE notifications FORCE INDEX (PRIMARY)
			SET state = 'PUBLISHED'
			WHERE id > :after AND id <= :through AND type = :type AND state = 'PUBLISHING' AND published_at = :now
			""";

	private static final String MARK_SOME_PUBLISHED = """
			UPDATE notifications SET state = 'PUBLISHED' WHERE id IN (:ids)
			""";

	private final JdbcClient jdbc;

	private final String type;

	ClaimedNotifications(JdbcClient jdbc, String type) {
		this.jdbc = jdbc;
		this.type = type;
	}

	UnpublishedRanges unpublished(int size) {
		return new UnpublishedRanges(this.jdbc, this.type, size);
	}

	/** Claims what is in a state and that nobody holds. */
	int claim(UnpublishedRange.State state, ClaimedRange range) {
		if (state == UnpublishedRange.State.CREATED) {
			return statement(CLAIM_CREATED, range).update();
		}
		List<Long> ids = statement(LOCK_ABANDONED, range).query(Long.class).list();
		return ids.isEmpty() ? 0 : statement(CLAIM_ABANDONED, range).param("ids", ids).update();
	}

	/** Locks all claimed rows until the transaction ends, or tells that it cannot. */
	boolean lockAll(ClaimedRange range) {
		return statement(LOCK_AND_COUNT_FREE, range).query(Integer.class).single() == range.rows();
	}

	/** Locks those claimed rows that nobody holds, until the transaction ends. */
	List<NotificationEvent> lockFree(ClaimedRange range) {
		return statement(LOCK_FREE, range).query((row, number) -> event(row)).list();
	}

	/**
	 * Waits for those claimed rows that somebody held, and locks what is left of them.
	 */
	List<NotificationEvent> lockRest(ClaimedRange range) {
		List<Long> ids = statement(FIND_REST, range).query(Long.class).list();
		return ids.isEmpty() ? List.of()
				: statement(LOCK_REST, range).param("ids", ids).query((row, number) -> event(row)).list();
	}

	/**
	 * Marks the rows that were sent.
	 * @param range the claim
	 * @param sent those of it that this transaction locked
	 */
	void markPublished(ClaimedRange range, List<NotificationEvent> sent) {
		int marked = (sent.size() == range.rows()) ? statement(MARK_PUBLISHED, range).update() : markSome(sent);
		if (marked != sent.size()) {
			throw new IllegalStateException("Sent %d notifications and marked %d, ids %d to %d".formatted(sent.size(),
					marked, range.after() + 1, range.through()));
		}
	}

	// The others of the range are in the hands of another run, which may give them up
	// before it has sent them.
	private int markSome(List<NotificationEvent> sent) {
		List<Long> ids = sent.stream().map(NotificationEvent::notificationId).toList();
		return this.jdbc.sql(MARK_SOME_PUBLISHED).param("ids", ids).update();
	}

	private JdbcClient.StatementSpec statement(String sql, ClaimedRange range) {
		return this.jdbc.sql(sql)
			.param("after", range.after())
			.param("through", range.through())
			.param("type", this.type)
			.param("now", LocalDateTime.ofInstant(range.claimedAt(), ZoneOffset.UTC));
	}

	private static NotificationEvent event(ResultSet row) throws SQLException {
		return new NotificationEvent(row.getLong(1), row.getLong(2), row.getString(3), row.getString(4), id(row, 5),
				id(row, 6), instant(row.getObject(7, LocalDateTime.class)), nullableInstant(row, 8));
	}

	private static @Nullable Long id(ResultSet row, int column) throws SQLException {
		long id = row.getLong(column);
		return row.wasNull() ? null : id;
	}

	private static @Nullable Instant nullableInstant(ResultSet row, int column) throws SQLException {
		LocalDateTime value = row.getObject(column, LocalDateTime.class);
		return (value != null) ? instant(value) : null;
	}

	private static Instant instant(LocalDateTime value) {
		return value.toInstant(ZoneOffset.UTC);
	}

}
