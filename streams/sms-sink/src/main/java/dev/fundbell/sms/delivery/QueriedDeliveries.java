package dev.fundbell.sms.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;

import dev.fundbell.sms.SmsSinkProperties.Unknown;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Deliveries whose status is queried: those in the state UNKNOWN, and those that are SENT
 * and wait for a delivery receipt. They are queried less and less often, and in the end
 * never.
 */
final class QueriedDeliveries {

	private static final Duration LONGEST_INTERVAL = Duration.ofHours(1);

	private static final String FIND_DUE = """
			SELECT %s, state, claimed_by, provider, provider_message_id, claimed_at
			FROM sms_deliveries FORCE INDEX (ix_sms_deliveries_due)
			WHERE state = :state AND due_at <= :now ORDER BY due_at, id LIMIT :limit
			FOR UPDATE SKIP LOCKED
			""".formatted(Delivery.COLUMNS);

	private static final String POSTPONE = "UPDATE sms_deliveries SET due_at = :dueAt WHERE id = :id";

	private static final String WRITE_OUTCOME = """
			UPDATE sms_deliveries
			SET state = :state, due_at = :dueAt, attempts = :attempts, reason = :reason, settled_at = :now,
			    receipt_at = :receiptAt, provider_message_id = COALESCE(:messageId, provider_message_id)
			WHERE id = :id AND state = :from AND claimed_by = :claim
			""";

	private final JdbcClient jdbc;

	private final TransactionOperations transactions;

	private final Unknown options;

	QueriedDeliveries(JdbcTemplate template, TransactionOperations transactions, Unknown options) {
		this.jdbc = JdbcClient.create(template);
		this.transactions = transactions;
		this.options = options;
	}

	/**
	 * Finds deliveries that are due for a status query, and postpones each to its next
	 * one, so that no other instance takes it.
	 */
	List<QueriedDelivery> due(DeliveryState state, Instant now, int limit) {
		return Objects.requireNonNull(this.transactions.execute((transaction) -> {
			List<QueriedDelivery> found = this.jdbc.sql(FIND_DUE)
				.param("state", state.name())
				.param("now", Deliveries.utc(now))
				.param("limit", limit)
				.query((row, number) -> queried(row))
				.list();
			found.forEach((each) -> postpone(each, now));
			return found;
		}));
	}

	private static QueriedDelivery queried(ResultSet row) throws SQLException {
		return new QueriedDelivery(Delivery.of(row, row.getString("claimed_by")),
				DeliveryState.valueOf(row.getString("state")), row.getString("provider"),
				row.getString("provider_message_id"),
				row.getObject("claimed_at", LocalDateTime.class).toInstant(ZoneOffset.UTC));
	}

	/** The interval is the delivery's age, within bounds; after a day there is none. */
	private void postpone(QueriedDelivery queried, Instant now) {
		Duration age = Duration.between(queried.claimedAt(), now);
		Duration interval = min(max(age, this.options.askAfter()), LONGEST_INTERVAL);
		LocalDateTime dueAt = (age.compareTo(this.options.giveUpAfter()) < 0) ? Deliveries.utc(now.plus(interval))
				: null;
		this.jdbc.sql(POSTPONE).param("dueAt", dueAt).param("id", queried.delivery().id()).update();
	}

	private static Duration max(Duration one, Duration other) {
		return (one.compareTo(other) > 0) ? one : other;
	}

	private static Duration min(Duration one, Duration other) {
		return (one.compareTo(other) < 0) ? one : other;
	}

	/**
	 * Stores an outcome.
	 * @return whether the delivery was still in its former state
	 */
	boolean write(QueriedDelivery queried, DeliveryOutcome outcome, Instant now) {
		boolean receipt = outcome.state() == DeliveryState.DELIVERED || outcome.state() == DeliveryState.UNDELIVERED;
		return this.jdbc.sql(WRITE_OUTCOME)
			.param("state", outcome.state().name())
			.param("dueAt", utc(outcome.dueAt()))
			.param("attempts", outcome.attempts())
			.param("reason", outcome.reason())
			.param("now", Deliveries.utc(now))
			.param("receiptAt", receipt ? Deliveries.utc(now) : null)
			.param("messageId", outcome.messageId())
			.param("id", queried.delivery().id())
			.param("from", queried.state().name())
			.param("claim", queried.delivery().claim())
			.update() == 1;
	}

	private static @Nullable LocalDateTime utc(@Nullable Instant instant) {
		return (instant != null) ? Deliveries.utc(instant) : null;
	}

	/**
	 * A delivery whose status is queried.
	 *
	 * @param delivery the delivery
	 * @param state its state
	 * @param gateway the gateway that was called, if that is known
	 * @param messageId the gateway's id of the message, if it gave one
	 * @param claimedAt when it was claimed, right before the call
	 */
	record QueriedDelivery(Delivery delivery, DeliveryState state, @Nullable String gateway, @Nullable String messageId,
			Instant claimedAt) {

	}

}
