package dev.fundbell.sms.delivery;

import java.time.Instant;

import dev.fundbell.sms.provider.Route.Routed;
import dev.fundbell.sms.text.SmsText;
import org.jspecify.annotations.Nullable;

/**
 * What became of a claimed delivery.
 *
 * @param delivery the delivery
 * @param state its new state
 * @param dueAt when something is to be done with it, if anything is
 * @param provider the gateway that was called, if one was
 * @param messageId what the gateway calls it, if it said so
 * @param kind how it was sent
 * @param reason why it is not SENT
 */
record Settlement(Delivery delivery, DeliveryState state, @Nullable Instant dueAt, @Nullable String provider,
		@Nullable String messageId, SmsText.@Nullable Kind kind, @Nullable String reason) {

	/** Without a call. */
	static Settlement of(Delivery delivery, DeliveryState state, String reason) {
		return new Settlement(delivery, state, null, null, null, null, reason);
	}

	/** Without a call, to be taken up again. */
	static Settlement until(Instant dueAt, Delivery delivery, DeliveryState state, String reason) {
		return new Settlement(delivery, state, dueAt, null, null, null, reason);
	}

	/** After a call. */
	static Settlement of(Delivery delivery, DeliveryState state, @Nullable Instant dueAt, Routed routed,
			SmsText.Kind kind) {
		return new Settlement(delivery, state, dueAt, routed.provider(), routed.result().messageId(), kind,
				routed.result().reason());
	}

}
