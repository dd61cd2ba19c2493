package dev.fundbell.outbox;

import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

import dev.fundbell.notification.NewNotification;
import dev.fundbell.publish.NotificationIds;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Writer of notifications that is part of the caller's transaction: each notification is
 * a row that is not claimed yet, and a chunk of its own. The relay claims it after the
 * commit, so that its time of publication is never that of a transaction which takes
 * long. Thread-safe.
 */
final class TransactionalNotifications implements Notifications {

	private static final String INSERT = """
			INSERT INTO notifications (id, type, user_id, subject_id, due_date, funding_id, coupon_id, message,
			    expires_at, state, created_at)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'CREATED', ?)
			""";

	private static final String ENTER = "INSERT INTO unpublished_ranges (first_id, last_id) VALUES (?, ?)";

	private static final String BUSINESS_KEY = "uk_notifications_business_key";

	private final JdbcTemplate jdbc;

	private final NotificationIds ids;

	private final Clock clock;

	private final AfterCommit afterCommit;

	TransactionalNotifications(JdbcTemplate jdbc, Clock clock, AfterCommit afterCommit) {
		this.jdbc = jdbc;
		this.ids = new NotificationIds(jdbc);
		this.clock = clock;
		this.afterCommit = afterCommit;
	}

	@Override
	public boolean create(NewNotification notification) {
		requireTransaction();
		long id = this.ids.take(1);
		try {
			insert(id, notification);
		}
		catch (DuplicateKeyException ex) {
			if (!isOfBusinessKey(ex)) {
				throw ex;
			}
			// MariaDB has rolled back the statement alone. Ids without gaps make chunks.
			this.ids.giveBack(id);
			return false;
		}
		this.jdbc.update(ENTER, id, id);
		this.afterCommit.created();
		return true;
	}

	private void requireTransaction() {
		// A transaction of another database leaves this one's connection to itself.
		if (!TransactionSynchronizationManager.isActualTransactionActive()
				|| Boolean.TRUE.equals(this.jdbc.execute((ConnectionCallback<Boolean>) Connection::getAutoCommit))) {
			throw new IllegalTransactionStateException("A notification is created in the transaction in which happens "
					+ "what it tells of, and there is no transaction of the service's database: begin one, for example "
					+ "with @Transactional");
		}
	}

	/** An id that exists already would be a fault, and the notification is not there. */
	private static boolean isOfBusinessKey(DuplicateKeyException failure) {
		return String.valueOf(failure.getMostSpecificCause().getMessage()).contains(BUSINESS_KEY);
	}

	private void insert(long id, NewNotification row) {
		this.jdbc.update(INSERT, id, row.type(), row.userId(), row.subjectId(), row.dueDate(), row.fundingId(),
				row.couponId(), row.message(), utc(row.expiresAt()), utc(this.clock.instant()));
	}

	private static @Nullable LocalDateTime utc(@Nullable Instant instant) {
		return (instant != null) ? LocalDateTime.ofInstant(instant, ZoneOffset.UTC) : null;
	}

}
