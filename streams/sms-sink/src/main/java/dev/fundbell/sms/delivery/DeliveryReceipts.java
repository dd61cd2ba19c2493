package dev.fundbell.sms.delivery;

import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Delivery receipts, written to the deliveries that they are about. Idempotent: a gateway
 * may repeat a receipt, and send it before its response to our call has been stored.
 */
public final class DeliveryReceipts {

	private static final String FIND = """
			SELECT id FROM sms_deliveries FORCE INDEX (uk_sms_deliveries_notification)
			WHERE notification_id = :notificationId AND round = :round AND state IN (:states)
			    AND (provider = :gateway OR provider IS NULL)
			FOR UPDATE
			""";

	private static final String WRITE = """
			UPDATE sms_deliveries
			SET state = :state, due_at = NULL, reason = :reason, receipt_at = :now, provider = :gateway,
			    provider_message_id = COALESCE(provider_message_id, :messageId), settled_at = COALESCE(settled_at, :now)
			WHERE id = :id
			""";

	private final JdbcClient jdbc;

	private final TransactionOperations transactions;

	private final BlockedDeliveries blocked;

	private final OutcomeListener listener;

	private final Clock clock;

	DeliveryReceipts(JdbcTemplate template, TransactionOperations transactions, OutcomeListener listener, Clock clock) {
		this.jdbc = JdbcClient.create(template);
		this.transactions = transactions;
		this.blocked = new BlockedDeliveries(template);
		this.listener = listener;
		this.clock = clock;
	}

	/**
	 * Stores a receipt; ignores one that comes too late, or is about another gateway's
	 * message.
	 * @param gateway the gateway that has sent it
	 * @param receipt the receipt
	 * @return whether it has changed a delivery
	 */
	public boolean store(String gateway, Receipt receipt) {
		DeliveryState state = receipt.delivered() ? DeliveryState.DELIVERED : DeliveryState.UNDELIVERED;
		Boolean stored = this.transactions.execute((transaction) -> store(gateway, receipt, state));
		if (Boolean.TRUE.equals(stored)) {
			this.listener.count(state);
			return true;
		}
		return false;
	}

	private boolean store(String gateway, Receipt receipt, DeliveryState state) {
		Instant now = this.clock.instant();
		Optional<Long> id = this.jdbc.sql(FIND)
			.param("notificationId", receipt.notificationId())
			.param("round", receipt.round())
			.param("states", statesBefore(state))
			.param("gateway", gateway)
			.query(Long.class)
			.optional();
		id.ifPresent((found) -> {
			this.jdbc.sql(WRITE)
				.param("state", state.name())
				.param("reason", receipt.delivered() ? null : receipt.reason())
				.param("now", Deliveries.utc(now))
				.param("gateway", gateway)
				.param("messageId", receipt.messageId())
				.param("id", found)
				.update();
			this.blocked.release(List.of(found), now);
		});
		return id.isPresent();
	}

	private static List<String> statesBefore(DeliveryState state) {
		return Arrays.stream(DeliveryState.values())
			.filter((each) -> each.next().contains(state))
			.map(DeliveryState::name)
			.toList();
	}

}
