package dev.fundbell.sms.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;

import dev.fundbell.sms.SmsSinkProperties.Unknown;
import dev.fundbell.sms.gateway.SmsStatus;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Deliveries in the state UNKNOWN: the gateway may have the message or not. Their status
 * is queried less and less often, and in the end never.
 */
final class UnknownDeliveries {

	private static final Duration LONGEST_INTERVAL = Duration.ofHours(1);

	private static final String FIND_DUE = """
			SELECT id, round, source, event, claimed_by, provider, provider_message_id, claimed_at FROM sms_deliveries
			WHERE state = 'UNKNOWN' AND due_at <= :now ORDER BY due_at, id LIMIT :limit
			FOR UPDATE SKIP LOCKED
			""";

	private static final String POSTPONE = "UPDATE sms_deliveries SET due_at = :dueAt WHERE id = :id";

	private static final String WRITE_OUTCOME = """
			UPDATE sms_deliveries SET state = :state, due_at = NULL, reason = :reason, settled_at = :now,
			    provider_message_id = COALESCE(:messageId, provider_message_id)
			WHERE id = :id AND state = 'UNKNOWN' AND claimed_by = :claim
			""";

	private final JdbcClient jdbc;

	private final TransactionOperations transactions;

	private final Unknown options;

	UnknownDeliveries(JdbcClient jdbc, TransactionOperations transactions, Unknown options) {
		this.jdbc = jdbc;
		this.transactions = transactions;
		this.options = options;
	}

	/**
	 * Finds deliveries that are due for a status query, and postpones each to its next
	 * one, so that no other instance takes it.
	 */
	List<UnknownDelivery> due(Instant now, int limit) {
		List<UnknownDelivery> due = this.transactions.execute((transaction) -> {
			List<UnknownDelivery> found = this.jdbc.sql(FIND_DUE)
				.param("now", Deliveries.utc(now))
				.param("limit", limit)
				.query((row, number) -> unknown(row))
				.list();
			found.forEach((each) -> postpone(each, now));
			return found;
		});
		return (due != null) ? due : List.of();
	}

	private static UnknownDelivery unknown(ResultSet row) throws SQLException {
		Delivery delivery = Delivery.of(row.getLong(1), row.getString(5), row.getInt(2), row.getString(3),
				row.getBytes(4));
		return new UnknownDelivery(delivery, row.getString(6), row.getString(7),
				row.getObject(8, LocalDateTime.class).toInstant(ZoneOffset.UTC));
	}

	/** The interval is the delivery's age, within bounds; after a day there is none. */
	private void postpone(UnknownDelivery unknown, Instant now) {
		Duration age = Duration.between(unknown.claimedAt(), now);
		Duration interval = min(max(age, this.options.askAfter()), LONGEST_INTERVAL);
		LocalDateTime dueAt = (age.compareTo(this.options.giveUpAfter()) < 0) ? Deliveries.utc(now.plus(interval))
				: null;
		this.jdbc.sql(POSTPONE).param("dueAt", dueAt).param("id", unknown.delivery().id()).update();
	}

	private static Duration max(Duration one, Duration other) {
		return (one.compareTo(other) > 0) ? one : other;
	}

	private static Duration min(Duration one, Duration other) {
		return (one.compareTo(other) < 0) ? one : other;
	}

	/**
	 * Stores the outcome that follows from a gateway's answer.
	 * @return the outcome, or null if it is still unknown
	 */
	@Nullable DeliveryOutcome write(UnknownDelivery unknown, SmsStatus status, Instant now) {
		DeliveryOutcome outcome = outcome(unknown, status, now);
		if (outcome == null) {
			return null;
		}
		int written = this.jdbc.sql(WRITE_OUTCOME)
			.param("state", outcome.state().name())
			.param("reason", outcome.reason())
			.param("now", Deliveries.utc(now))
			.param("messageId", status.messageId())
			.param("id", unknown.delivery().id())
			.param("claim", unknown.delivery().claim())
			.update();
		return (written == 1) ? outcome : null;
	}

	private @Nullable DeliveryOutcome outcome(UnknownDelivery unknown, SmsStatus status, Instant now) {
		Delivery delivery = unknown.delivery();
		return switch (status.state()) {
			case SENT -> new DeliveryOutcome(delivery, DeliveryState.SENT, null, unknown.gateway(), status.messageId(),
					null, null);
			case NOT_SENT -> DeliveryOutcome.of(delivery, DeliveryState.FAILED, String.valueOf(status.reason()));
			case NOT_FOUND -> isBelieved(unknown, now)
					? DeliveryOutcome.of(delivery, DeliveryState.FAILED, "NEVER_REACHED_GATEWAY") : null;
			case CANNOT_TELL -> null;
		};
	}

	/**
	 * Whether NOT_FOUND is believed: a call may take a while to reach the gateway, and
	 * the gateway may be slow to list what it has.
	 */
	private boolean isBelieved(UnknownDelivery unknown, Instant now) {
		return !unknown.claimedAt().plus(this.options.notFoundAfter()).isAfter(now);
	}

	/**
	 * A delivery whose outcome is unknown.
	 *
	 * @param delivery the delivery
	 * @param gateway the gateway that was called, if that is known
	 * @param messageId the gateway's id of the message, if it gave one
	 * @param claimedAt when it was claimed, right before the call
	 */
	record UnknownDelivery(Delivery delivery, @Nullable String gateway, @Nullable String messageId, Instant claimedAt) {

	}

}
