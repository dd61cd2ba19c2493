package dev.fundbell.sms.delivery;

import dev.fundbell.sms.gateway.OutgoingSms;
import org.jspecify.annotations.Nullable;

/**
 * Decision about a claimed delivery: either a message to send, or an outcome without
 * sending.
 *
 * @param delivery the delivery
 * @param message the message, if one is to be sent
 * @param outcome the outcome, if none is to be sent
 */
record Decision(Delivery delivery, @Nullable OutgoingSms message, @Nullable DeliveryOutcome outcome) {

	static Decision send(Delivery delivery, OutgoingSms message) {
		return new Decision(delivery, message, null);
	}

	static Decision withoutSending(DeliveryOutcome outcome) {
		return new Decision(outcome.delivery(), null, outcome);
	}

}
