package dev.fundbell.sms.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

import dev.fundbell.sms.delivery.QueriedDeliveries.QueriedDelivery;
import dev.fundbell.sms.gateway.SmsStatus;
import org.jspecify.annotations.Nullable;

/**
 * Rules for what follows from a gateway's answer to a status query.
 *
 * @param notFoundAfter time after sending from which on NOT_FOUND is believed: a call may
 * take a while to reach the gateway, and the gateway may be slow to list what it has
 * @param pollAfter by gateway, when an accepted message is queried; null if never
 */
record StatusRules(Duration notFoundAfter, Function<String, @Nullable Duration> pollAfter) {

	/**
	 * The outcome of a delivery.
	 * @return null if nothing changes
	 */
	@Nullable DeliveryOutcome outcome(QueriedDelivery queried, SmsStatus status, Instant now) {
		boolean sent = queried.state() == DeliveryState.SENT;
		return switch (status.state()) {
			case DELIVERED -> outcome(queried, DeliveryState.DELIVERED, null, status);
			case SENT -> sent ? null : outcome(queried, DeliveryState.SENT, receiptDue(queried, now), status);
			case NOT_SENT -> outcome(queried, sent ? DeliveryState.UNDELIVERED : DeliveryState.FAILED, null, status);
			case NOT_FOUND -> (!sent && isBelieved(queried, now)) ? again(queried, now) : null;
			case NO_SUCH_PAGE, CANNOT_TELL -> null;
		};
	}

	private static DeliveryOutcome outcome(QueriedDelivery queried, DeliveryState state, @Nullable Instant dueAt,
			SmsStatus status) {
		return new DeliveryOutcome(queried.delivery(), state, dueAt, queried.delivery().attempts(), queried.gateway(),
				status.messageId(), null, status.reason());
	}

	private @Nullable Instant receiptDue(QueriedDelivery queried, Instant now) {
		Duration after = (queried.gateway() != null) ? this.pollAfter.apply(queried.gateway()) : null;
		return (after != null) ? now.plus(after) : null;
	}

	private boolean isBelieved(QueriedDelivery queried, Instant now) {
		return !queried.claimedAt().plus(this.notFoundAfter).isAfter(now);
	}

	/** Under the same reference, by which a gateway would know it after all. */
	private static DeliveryOutcome again(QueriedDelivery queried, Instant now) {
		Delivery delivery = queried.delivery();
		return new DeliveryOutcome(delivery, DeliveryState.WAITING, now, delivery.nextAttempts(), null, null, null,
				"NEVER_REACHED_GATEWAY");
	}

}
