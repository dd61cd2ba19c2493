package dev.fundbell.sms.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * A delivery that a sink has claimed.
 *
 * @param id the delivery's id
 * @param claim the name that it is claimed under
 * @param round counts from 1, one more with each redrive
 * @param attempts how often gateways have put it off in this round
 * @param notificationId the notification's id
 * @param userId the recipient
 * @param source where its record was: topic-partition-offset
 * @param record the bytes of its record, which need not be readable
 */
record Delivery(long id, String claim, int round, int attempts, long notificationId, long userId, String source,
		byte[] record) {

	/** The columns that {@link #of} reads. */
	static final String COLUMNS = "id, round, attempts, notification_id, user_id, source, event";

	static Delivery of(ResultSet row, String claim) throws SQLException {
		return new Delivery(row.getLong("id"), claim, row.getInt("round"), row.getInt("attempts"),
				row.getLong("notification_id"), row.getLong("user_id"), row.getString("source"), row.getBytes("event"));
	}

	/** The idempotency key that gateways get: the same until an operator redrives it. */
	String reference() {
		return "fundbell-" + this.notificationId + "-" + this.round;
	}

	/** One attempt more, up to what its column holds. */
	int nextAttempts() {
		return Math.min(this.attempts + 1, Short.MAX_VALUE);
	}

	/** Without text: it is personal data. */
	@Override
	public String toString() {
		return "delivery " + this.id;
	}

}
