package dev.fundbell.batch.notification;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

import dev.fundbell.event.NotificationEvent;
import dev.fundbell.notification.NewNotification;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Writes notifications, each business key once: what is there stays as it is, in whatever
 * state. New ones are born claimed for publishing, because who creates them sends them at
 * once: claiming them afterwards would cost three times what creating them costs (rows
 * grow and split their pages, two index entries move). Part of the caller's transaction.
 * Thread-safe.
 */
public final class NotificationWriter {

	/** Rows of one statement. More are no faster, and the packet has a limit. */
	private static final int MAX_ROWS = 1000;

	private static final String INSERT = """
			INSERT INTO notifications (type, user_id, subject_id, due_date, funding_id, coupon_id, message, expires_at,
			    state, created_at, first_published_at, published_at)
			VALUES\s""";

	private static final String ROW = "(?, ?, ?, ?, ?, ?, ?, ?, 'PUBLISHING', ?, ?, ?)";

	// Not INSERT IGNORE, which would also swallow a text that is too long or a missing
	// value. A row that was there
	// comes back with another time of publication.
	private static final String UNLESS_PRESENT = " ON DUPLICATE KEY UPDATE id = id RETURNING id, published_at = ?";

	private static final String INSERT_MAX_ROWS = insert(MAX_ROWS);

	private final JdbcTemplate jdbc;

	private final Clock clock;

	public NotificationWriter(JdbcTemplate jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/**
	 * Writes what is not there yet.
	 * @param notifications a chunk of them
	 * @return what was created
	 */
	public WrittenNotifications write(List<NewNotification> notifications) {
		// As the column has it, so that the rows are found again by it.
		Instant now = this.clock.instant().truncatedTo(ChronoUnit.MICROS);
		List<NotificationEvent> created = new ArrayList<>(notifications.size());
		for (int from = 0; from < notifications.size(); from += MAX_ROWS) {
			List<NewNotification> rows = notifications.subList(from, Math.min(from + MAX_ROWS, notifications.size()));
			// The database answers for each row, in their order.
			Iterator<NewNotification> next = rows.iterator();
			this.jdbc.query((rows.size() == MAX_ROWS) ? INSERT_MAX_ROWS : insert(rows.size()),
					(insert) -> setValues(insert, rows, utc(now)), (result) -> {
						NewNotification row = next.next();
						if (result.getBoolean(2)) {
							created.add(event(result.getLong(1), row, now));
						}
					});
		}
		return new WrittenNotifications(notifications.size(), created, now);
	}

	private static String insert(int rows) {
		return INSERT + (ROW + ", ").repeat(rows - 1) + ROW + UNLESS_PRESENT;
	}

	private static void setValues(PreparedStatement insert, List<NewNotification> rows, String now)
			throws SQLException {
		int index = 1;
		for (NewNotification row : rows) {
			insert.setString(index++, row.type());
			insert.setLong(index++, row.userId());
			insert.setLong(index++, row.subjectId());
			insert.setString(index++, row.dueDate().toString());
			setId(insert, index++, row.fundingId());
			setId(insert, index++, row.couponId());
			insert.setString(index++, row.message());
			insert.setString(index++, (row.expiresAt() != null) ? utc(row.expiresAt()) : null);
			insert.setString(index++, now);
			insert.setString(index++, now);
			insert.setString(index++, now);
		}
		insert.setString(index, now);
	}

	private static NotificationEvent event(long id, NewNotification row, Instant createdAt) {
		return new NotificationEvent(id, row.userId(), row.type(), row.message(), row.fundingId(), row.couponId(),
				createdAt, row.expiresAt());
	}

	private static void setId(PreparedStatement insert, int index, @Nullable Long id) throws SQLException {
		if (id != null) {
			insert.setLong(index, id);
		}
		else {
			insert.setNull(index, Types.BIGINT);
		}
	}

	private static String utc(Instant instant) {
		return LocalDateTime.ofInstant(instant, ZoneOffset.UTC).toString();
	}

}
