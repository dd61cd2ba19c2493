package dev.fundbell.sms.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;

import dev.fundbell.sms.SmsSinkProperties.Unknown;
import dev.fundbell.sms.provider.SmsStatus;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Deliveries of which nobody knows whether the gateway has them. */
final class UnknownDeliveries {

	private static final Duration LONGEST_INTERVAL = Duration.ofHours(1);

	private static final String FIND_DUE = """
			SELECT id, round, source, event, claimed_by, provider, provider_message_id, claimed_at FROM sms_deliveries
			WHERE state = 'UNKNOWN' AND due_at <= :now ORDER BY due_at, id LIMIT :limit
			FOR UPDATE SKIP LOCKED
			""";

	private static final String ASK_AGAIN = "UPDATE sms_deliveries SET due_at = :dueAt WHERE id = :id";

	private static final String SETTLE = """
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
	 * Those that are due to be asked about, after putting off when they are the next
	 * time.
	 */
	List<Question> due(Instant now, int limit) {
		List<Question> due = this.transactions.execute((transaction) -> {
			List<Question> found = this.jdbc.sql(FIND_DUE)
				.param("now", Deliveries.utc(now))
				.param("limit", limit)
				.query((row, number) -> question(row))
				.list();
			found.forEach((question) -> askAgain(question, now));
			return found;
		});
		return (due != null) ? due : List.of();
	}

	private static Question question(ResultSet row) throws SQLException {
		Delivery delivery = Delivery.of(row.getLong(1), row.getString(5), row.getInt(2), row.getString(3),
				row.getBytes(4));
		return new Question(delivery, row.getString(6), row.getString(7),
				row.getObject(8, LocalDateTime.class).toInstant(ZoneOffset.UTC));
	}

	/** The older it is, the longer until the next time; in the end, never. */
	private void askAgain(Question question, Instant now) {
		Duration age = Duration.between(question.claimedAt(), now);
		Duration interval = min(max(age, this.options.askAfter()), LONGEST_INTERVAL);
		LocalDateTime dueAt = (age.compareTo(this.options.giveUpAfter()) < 0) ? Deliveries.utc(now.plus(interval))
				: null;
		this.jdbc.sql(ASK_AGAIN).param("dueAt", dueAt).param("id", question.delivery().id()).update();
	}

	private static Duration max(Duration one, Duration other) {
		return (one.compareTo(other) > 0) ? one : other;
	}

	private static Duration min(Duration one, Duration other) {
		return (one.compareTo(other) < 0) ? one : other;
	}

	/**
	 * Writes an answer down.
	 * @return what becomes of the delivery, or nothing if that is not known yet
	 */
	@Nullable Settlement answer(Question question, SmsStatus status, Instant now) {
		Settlement settlement = settlement(question, status, now);
		if (settlement == null) {
			return null;
		}
		int settled = this.jdbc.sql(SETTLE)
			.param("state", settlement.state().name())
			.param("reason", settlement.reason())
			.param("now", Deliveries.utc(now))
			.param("messageId", status.messageId())
			.param("id", question.delivery().id())
			.param("claim", question.delivery().claim())
			.update();
		return (settled == 1) ? settlement : null;
	}

	private @Nullable Settlement settlement(Question question, SmsStatus status, Instant now) {
		Delivery delivery = question.delivery();
		return switch (status.answer()) {
			case SENT ->
				new Settlement(delivery, DeliveryState.SENT, null, question.provider(), status.messageId(), null, null);
			case NOT_SENT -> Settlement.of(delivery, DeliveryState.FAILED, String.valueOf(status.reason()));
			case NOT_FOUND -> isSettled(question, now)
					? Settlement.of(delivery, DeliveryState.FAILED, "NEVER_REACHED_GATEWAY") : null;
			case CANNOT_TELL -> null;
		};
	}

	/**
	 * A call may be under way for a while, and a gateway may be slow to show what it has.
	 */
	private boolean isSettled(Question question, Instant now) {
		return !question.claimedAt().plus(this.options.notFoundAfter()).isAfter(now);
	}

	/**
	 * What is to be asked.
	 *
	 * @param delivery the delivery
	 * @param provider the gateway that was called, if that is known
	 * @param messageId what the gateway called it, if it said so
	 * @param claimedAt when it was about to be sent
	 */
	record Question(Delivery delivery, @Nullable String provider, @Nullable String messageId, Instant claimedAt) {

	}

}
