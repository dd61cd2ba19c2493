package dev.fundbell.batch.publish;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

import dev.fundbell.event.NotificationEvent;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The statements of publishing. Each is a range of the primary key; each is part of the
 * caller's transaction, READ COMMITTED so that it locks rows and no gaps.
 */
final class ClaimedNotifications {

	// The rows that another publisher holds are in another state by now: the update
	// passes over them without waiting.
	private static final String CLAIM_CREATED = """
			UPDATE notifications FORCE INDEX (PRIMARY)
			SET state = 'PUBLISHING', first_published_at = COALESCE(first_published_at, ?), published_at = ?
			WHERE id > ? AND id <= ? AND type = ? AND state = 'CREATED'
			""";

	private static final String LOCK_ABANDONED = """
			SELECT id FROM notifications FORCE INDEX (PRIMARY)
			WHERE id > ? AND id <= ? AND type = ? AND state = 'PUBLISHING'
			FOR UPDATE SKIP LOCKED
			""";

	private static final String CLAIM_ABANDONED = """
			UPDATE notifications
			SET first_published_at = COALESCE(first_published_at, ?), published_at = ?
			WHERE id IN (%s)
			""";

	private static final String LOCK_CLAIMED = """
			SELECT id, user_id, type, message, funding_id, coupon_id, created_at, expires_at
			FROM notifications FORCE INDEX (PRIMARY)
			WHERE id > ? AND id <= ? AND type = ? AND state = 'PUBLISHING' AND published_at = ?
			FOR UPDATE SKIP LOCKED
			""";

	private static final String MARK_PUBLISHED = """
			UPDATE notifications FORCE INDEX (PRIMARY)
			SET state = 'PUBLISHED'
			WHERE id > ? AND id <= ? AND type = ? AND state = 'PUBLISHING' AND published_at = ?
			""";

	private final JdbcClient jdbc;

	ClaimedNotifications(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** Claims rows, stamped with an instant in microseconds. */
	int claim(Claim claim, String type, Instant stamp) {
		LocalDateTime at = utc(stamp);
		if (claim.from() == Claim.From.CREATED) {
			return this.jdbc.sql(CLAIM_CREATED).params(at, at, claim.after(), claim.through(), type).update();
		}
		List<Long> ids = this.jdbc.sql(LOCK_ABANDONED)
			.params(claim.after(), claim.through(), type)
			.query(Long.class)
			.list();
		return ids.isEmpty() ? 0 : claimAgain(ids, at);
	}

	private int claimAgain(List<Long> ids, LocalDateTime at) {
		List<Object> params = new ArrayList<>(ids.size() + 2);
		params.add(at);
		params.add(at);
		params.addAll(ids);
		return this.jdbc.sql(CLAIM_ABANDONED.formatted("?, ".repeat(ids.size() - 1) + "?")).params(params).update();
	}

	/** Locks the rows of a claim until the transaction ends, and reads them. */
	List<NotificationEvent> lock(Claim claim, String type, Instant stamp) {
		return this.jdbc.sql(LOCK_CLAIMED)
			.params(claim.after(), claim.through(), type, utc(stamp))
			.query((row, number) -> event(row))
			.list();
	}

	/** Marks the rows of a claim. */
	int markPublished(Claim claim, String type, Instant stamp) {
		return this.jdbc.sql(MARK_PUBLISHED).params(claim.after(), claim.through(), type, utc(stamp)).update();
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

	private static LocalDateTime utc(Instant instant) {
		return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
	}

}
