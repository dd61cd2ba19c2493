package dev.fundbell.sms.delivery;

import dev.fundbell.sms.provider.SmsMessage;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done with a claimed delivery: either a message to send, or the end.
 *
 * @param delivery the delivery
 * @param message what to send
 * @param settlement what becomes of it without sending
 */
record Decision(Delivery delivery, @Nullable SmsMessage message, @Nullable Settlement settlement) {

	static Decision send(Delivery delivery, SmsMessage message) {
		return new Decision(delivery, message, null);
	}

	static Decision settle(Settlement settlement) {
		return new Decision(settlement.delivery(), null, settlement);
	}

}
