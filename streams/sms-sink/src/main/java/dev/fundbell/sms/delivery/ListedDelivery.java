package dev.fundbell.sms.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

import org.jspecify.annotations.Nullable;

/**
 * A delivery as operators see it.
 *
 * @param id the id to redrive it by
 * @param notificationId the notification's id
 * @param userId the recipient
 * @param state its state
 * @param reason a short word
 * @param attempts how often gateways have put it off
 * @param gateway the gateway that was called last, if one was
 * @param messageId the gateway's id of the message, if it gave one
 * @param dueAt when it is taken up again, if ever
 * @param at since when it is in this state
 */
public record ListedDelivery(long id, long notificationId, long userId, String state, @Nullable String reason,
		int attempts, @Nullable String gateway, @Nullable String messageId, @Nullable Instant dueAt,
		@Nullable Instant at) {

	/** The columns that {@link #of} reads. */
	static final String COLUMNS = """
			id, notification_id, user_id, state, reason, attempts, provider, provider_message_id, due_at,
			COALESCE(receipt_at, settled_at, accepted_at)""";

	static ListedDelivery of(ResultSet row) throws SQLException {
		return new ListedDelivery(row.getLong(1), row.getLong(2), row.getLong(3), row.getString(4), row.getString(5),
				row.getInt(6), row.getString(7), row.getString(8), instant(row, 9), instant(row, 10));
	}

	private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
		LocalDateTime time = row.getObject(column, LocalDateTime.class);
		return (time != null) ? time.toInstant(ZoneOffset.UTC) : null;
	}

	/** The gateway under its former name in JSON, for one version. */
	public @Nullable String getProvider() {
		return this.gateway;
	}

	/** The message's id under its former name in JSON, for one version. */
	public @Nullable String getProviderMessageId() {
		return this.messageId;
	}

}
