package dev.fundbell.dataflow.server.trace;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * SMS of a notification, as the sms-sink has stored it.
 *
 * @param state its state: docs/states.md
 * @param record where its record was: topic-partition-offset
 * @param gateway the gateway that was called last
 * @param messageId the gateway's id of the message
 * @param reason why it is not sent
 * @param acceptedAt when the sink has taken the record
 * @param dueAt when it is sent or asked for next
 * @param claimedAt when the gateway was called last
 * @param settledAt when its outcome was known
 * @param receiptAt when the gateway said whether it was delivered
 */
record SmsDelivery(String state, String record, @Nullable String gateway, @Nullable String messageId,
		@Nullable String reason, @Nullable Instant acceptedAt, @Nullable Instant dueAt, @Nullable Instant claimedAt,
		@Nullable Instant settledAt, @Nullable Instant receiptAt) {

	static final String QUERY = """
			SELECT state, source, provider, provider_message_id, reason, accepted_at, due_at, claimed_at, settled_at,
				receipt_at
			FROM sms_deliveries WHERE notification_id = ?
			""";

	static SmsDelivery of(ResultSet row) throws SQLException {
		return new SmsDelivery(row.getString("state"), row.getString("source"), row.getString("provider"),
				row.getString("provider_message_id"), row.getString("reason"), Times.instant(row, "accepted_at"),
				Times.instant(row, "due_at"), Times.instant(row, "claimed_at"), Times.instant(row, "settled_at"),
				Times.instant(row, "receipt_at"));
	}

	SmsDelivery withReason(@Nullable String other) {
		return new SmsDelivery(this.state, this.record, this.gateway, this.messageId, other, this.acceptedAt,
				this.dueAt, this.claimedAt, this.settledAt, this.receiptAt);
	}

}
