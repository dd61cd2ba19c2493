package dev.fundbell.publish;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

import dev.fundbell.event.NotificationEvent;
import dev.fundbell.notification.Latest;
import dev.fundbell.notification.NewNotification;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Idempotent writer of notifications: inserts those whose business key does not exist
 * yet, and leaves the others as they are, whatever their state. Part of the caller's
 * transaction. Thread-safe.
 * <p>
 * New notifications are inserted as claimed for publishing, because the run that creates
 * them sends them at once. To claim them afterwards would cost three times as much as to
 * create them: rows grow and split their pages.
 * <p>
 * The writer takes every notification for new until the database reports a duplicate. So
 * the usual run looks nothing up. A repeated run notices with its first chunk, and from
 * then on existing notifications are looked up first.
 */
final class NotificationWriter {

	// Sent in bulk: no statement for the server to parse, and none with an alternative
	// for duplicates, which this driver would send row by row.
	private static final String INSERT = """
			INSERT INTO notifications (id, type, user_id, subject_id, due_date, funding_id, coupon_id, message,
			    expires_at, state, created_at, first_published_at, published_at, created_by)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'PUBLISHING', ?, ?, ?, ?)
			""";

	private final JdbcTemplate jdbc;

	private final Clock clock;

	private final NotificationIds ids;

	private final ExistingNotifications existing;

	private volatile boolean lookingFirst;

	NotificationWriter(JdbcTemplate jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
		this.ids = new NotificationIds(jdbc);
		this.existing = new ExistingNotifications(jdbc);
	}

	/**
	 * Writes a chunk.
	 * @param notifications at most 10,000
	 * @param runId the run that creates them
	 * @return the created ones, and how many existed
	 * @throws DuplicateKeyException if one exists after all: the transaction is to be
	 * rolled back and repeated
	 */
	WrittenNotifications write(List<NewNotification> notifications, int runId) {
		List<NewNotification> absent = this.lookingFirst ? this.existing.absentOf(notifications) : notifications;
		// As the column has it, so that the event says what the row says.
		Instant now = this.clock.instant().truncatedTo(ChronoUnit.MICROS);
		List<NotificationEvent> created = new ArrayList<>(absent.size());
		if (!absent.isEmpty()) {
			insert(absent, now, runId, created);
		}
		return new WrittenNotifications(notifications.size(), created, now);
	}

	/** Returns the notifications of a chunk that do not exist yet. */
	List<NewNotification> absentOf(List<NewNotification> notifications) {
		return this.existing.absentOf(notifications);
	}

	private void insert(List<NewNotification> absent, Instant now, int runId, List<NotificationEvent> created) {
		long first = this.ids.take(absent.size());
		LocalDateTime utc = utc(now);
		Latest<Instant, LocalDateTime> expiries = new Latest<>(NotificationWriter::utc);
		try {
			this.jdbc.batchUpdate(INSERT, absent, absent.size(), (insert, row) -> {
				long id = first + created.size();
				setValues(insert, id, row, utc);
				insert.setObject(9, (row.expiresAt() != null) ? expiries.of(row.expiresAt()) : null);
				insert.setInt(13, runId);
				created.add(event(id, row, now));
			});
		}
		catch (DuplicateKeyException ex) {
			this.lookingFirst = true;
			throw ex;
		}
	}

	private static void setValues(PreparedStatement insert, long id, NewNotification row, LocalDateTime now)
			throws SQLException {
		insert.setLong(1, id);
		insert.setString(2, row.type());
		insert.setLong(3, row.userId());
		insert.setLong(4, row.subjectId());
		insert.setObject(5, row.dueDate());
		setId(insert, 6, row.fundingId());
		setId(insert, 7, row.couponId());
		insert.setString(8, row.message());
		insert.setObject(10, now);
		insert.setObject(11, now);
		insert.setObject(12, now);
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

	private static LocalDateTime utc(Instant instant) {
		return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
	}

}
