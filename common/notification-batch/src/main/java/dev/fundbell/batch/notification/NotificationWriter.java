package dev.fundbell.batch.notification;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;

import dev.fundbell.batch.ChunkCount;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Writes notifications, each business key once: what is there stays as it is, in whatever
 * state. Part of the caller's transaction. Thread-safe.
 */
public final class NotificationWriter {

	// Not INSERT IGNORE, which would also swallow a text that is too long or a missing
	// value.
	private static final String INSERT = """
			INSERT INTO notifications (type, user_id, subject_id, due_date, funding_id, coupon_id, message, state,
			    created_at, expires_at)
			VALUES (?, ?, ?, ?, ?, ?, ?, 'CREATED', ?, ?)
			ON DUPLICATE KEY UPDATE id = id
			""";

	private final JdbcTemplate jdbc;

	private final Clock clock;

	public NotificationWriter(JdbcTemplate jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/**
	 * Writes what is not there yet.
	 * @param notifications a chunk of them
	 * @return how many were created (written) and how many were there (filtered)
	 */
	public ChunkCount write(List<NewNotification> notifications) {
		if (notifications.isEmpty()) {
			return ChunkCount.NONE;
		}
		LocalDateTime now = utc(this.clock.instant());
		Integer created = this.jdbc.execute(INSERT, (PreparedStatement insert) -> execute(insert, notifications, now));
		int written = (created != null) ? created : 0;
		return new ChunkCount(notifications.size(), written, notifications.size() - written);
	}

	private static int execute(PreparedStatement insert, List<NewNotification> notifications,
			@Nullable LocalDateTime now) throws SQLException {
		for (NewNotification notification : notifications) {
			insert.setString(1, notification.type());
			insert.setLong(2, notification.userId());
			insert.setLong(3, notification.subjectId());
			insert.setObject(4, notification.dueDate());
			setId(insert, 5, notification.fundingId());
			setId(insert, 6, notification.couponId());
			insert.setString(7, notification.message());
			insert.setObject(8, now);
			insert.setObject(9, utc(notification.expiresAt()));
			insert.addBatch();
		}
		insert.executeBatch();
		return insert.getUpdateCount();
	}

	private static void setId(PreparedStatement insert, int index, @Nullable Long id) throws SQLException {
		if (id != null) {
			insert.setLong(index, id);
		}
		else {
			insert.setNull(index, Types.BIGINT);
		}
	}

	private static @Nullable LocalDateTime utc(@Nullable Instant instant) {
		return (instant != null) ? LocalDateTime.ofInstant(instant, ZoneOffset.UTC) : null;
	}

}
