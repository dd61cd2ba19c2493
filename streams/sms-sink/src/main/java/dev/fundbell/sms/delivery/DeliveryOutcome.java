package dev.fundbell.sms.delivery;

import java.time.Instant;

import dev.fundbell.sms.gateway.GatewayChain.ChainResult;
import dev.fundbell.sms.text.SmsText;
import org.jspecify.annotations.Nullable;

/**
 * Outcome of a claimed delivery: its new state, which need not be final.
 *
 * @param delivery the delivery
 * @param state the new state
 * @param dueAt when the delivery is to be taken up again, if ever
 * @param attempts how often gateways have put it off
 * @param gateway the gateway that was called, if one was
 * @param messageId the gateway's id of the message, if it gave one
 * @param kind how the message was sent
 * @param reason why the state is not SENT
 */
record DeliveryOutcome(Delivery delivery, DeliveryState state, @Nullable Instant dueAt, int attempts,
		@Nullable String gateway, @Nullable String messageId, SmsText.@Nullable Kind kind, @Nullable String reason) {

	/** Without a call. */
	static DeliveryOutcome of(Delivery delivery, DeliveryState state, String reason) {
		return until(null, delivery, state, reason);
	}

	/** Without a call, to be taken up again. */
	static DeliveryOutcome until(@Nullable Instant dueAt, Delivery delivery, DeliveryState state, String reason) {
		return new DeliveryOutcome(delivery, state, dueAt, delivery.attempts(), null, null, null, reason);
	}

	/** After a call. */
	static DeliveryOutcome of(Delivery delivery, DeliveryState state, @Nullable Instant dueAt, int attempts,
			ChainResult sent) {
		return new DeliveryOutcome(delivery, state, dueAt, attempts, sent.gateway(), sent.result().messageId(),
				sent.kind(), sent.result().reason());
	}

}
