package dev.fundbell.publish;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.fundbell.event.NotificationEvent;
import dev.fundbell.notification.Withdrawals;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Notifications of a claim whose lock the caller's transaction holds. Each statement is a
 * range of the primary key.
 */
final class ClaimedNotifications {

	private static final String CLAIM = """
			UPDATE notifications FORCE INDEX (PRIMARY)
			SET state = 'PUBLISHING', first_published_at = COALESCE(first_published_at, :now), published_at = :now
			WHERE id BETWEEN :first AND :last AND state IN ('CREATED', 'PUBLISHING')
			""";

	private static final String READ = """
			SELECT id, user_id, type, message, funding_id, coupon_id, created_at, expires_at
			FROM notifications FORCE INDEX (PRIMARY)
			WHERE id BETWEEN :first AND :last AND state = 'PUBLISHING'
			""";

	private static final String MARK_PUBLISHED = """
			UPDATE notifications FORCE INDEX (PRIMARY)
			SET state = 'PUBLISHED'
			WHERE id BETWEEN :first AND :last AND state = 'PUBLISHING'
			""";

	private final JdbcClient jdbc;

	private final Withdrawals withdrawals;

	ClaimedNotifications(JdbcClient jdbc, Withdrawals withdrawals) {
		this.jdbc = jdbc;
		this.withdrawals = withdrawals;
	}

	/** Gives those that are to be published the claim's time of publication. */
	void claim(Claim claim) {
		statement(CLAIM, claim).param("now", LocalDateTime.ofInstant(claim.claimedAt(), ZoneOffset.UTC)).update();
	}

	/**
	 * The notifications to publish. Stale ones are withdrawn first, with the reason:
	 * since they were created the coupon may have been used or the funding closed.
	 */
	StillValid readStillValid(Claim claim) {
		List<NotificationEvent> events = statement(READ, claim).query((row, number) -> event(row)).list();
		Map<Long, String> reasons = new HashMap<>();
		events.stream()
			.map(NotificationEvent::type)
			.distinct()
			.forEach(
					(type) -> reasons.putAll(this.withdrawals.reasonsOfClaimed(type, claim.firstId(), claim.lastId())));
		this.withdrawals.withdraw(reasons);
		return new StillValid(events.stream().filter((event) -> !reasons.containsKey(event.notificationId())).toList(),
				reasons.keySet().stream().sorted().toList());
	}

	/**
	 * Marks a claim's notifications as published.
	 * @param sent how many were sent
	 * @throws IllegalStateException if not as many were marked
	 */
	void markPublished(Claim claim, int sent) {
		int marked = statement(MARK_PUBLISHED, claim).update();
		if (marked != sent) {
			throw new IllegalStateException("Sent %d notifications and marked %d, ids %d to %d".formatted(sent, marked,
					claim.firstId(), claim.lastId()));
		}
	}

	private JdbcClient.StatementSpec statement(String sql, Claim claim) {
		return this.jdbc.sql(sql).param("first", claim.firstId()).param("last", claim.lastId());
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

	/**
	 * Notifications of a claim, checked right before they are sent.
	 *
	 * @param events those to publish
	 * @param withdrawn the ids of the stale ones, which were withdrawn
	 */
	record StillValid(List<NotificationEvent> events, List<Long> withdrawn) {

	}

}
