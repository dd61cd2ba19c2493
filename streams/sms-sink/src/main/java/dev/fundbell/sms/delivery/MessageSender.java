package dev.fundbell.sms.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionStage;

import dev.fundbell.sms.gateway.GatewayChain;
import dev.fundbell.sms.gateway.GatewayChain.ChainResult;
import dev.fundbell.sms.gateway.SmsMessage;
import org.jspecify.annotations.Nullable;

/** Sender of messages through the gateways: turns a gateway's result into an outcome. */
final class MessageSender {

	private static final Duration BLOCKED_FOR = Duration.ofSeconds(5);

	private final GatewayChain gateways;

	private final Duration askAfter;

	private final Clock clock;

	/**
	 * A sender.
	 * @param askAfter when the status of an unanswered message is first queried
	 */
	MessageSender(GatewayChain gateways, Duration askAfter, Clock clock) {
		this.gateways = gateways;
		this.askAfter = askAfter;
		this.clock = clock;
	}

	/** How many messages the gateways take at this moment. */
	int room() {
		return this.gateways.room();
	}

	/** Sends a message without blocking; never completes exceptionally. */
	CompletionStage<DeliveryOutcome> send(Delivery delivery, SmsMessage message) {
		return this.gateways.send(message)
			.handle((sent, failure) -> (sent != null) ? outcome(delivery, message, sent) : DeliveryOutcome
				.until(askAt(), delivery, DeliveryState.UNKNOWN, failure.getClass().getSimpleName()));
	}

	private DeliveryOutcome outcome(Delivery delivery, SmsMessage message, ChainResult sent) {
		DeliveryState state = switch (sent.result().outcome()) {
			case ACCEPTED -> DeliveryState.SENT;
			case REFUSED, TEMPORARY, UNAVAILABLE -> DeliveryState.FAILED;
			case UNKNOWN -> DeliveryState.UNKNOWN;
			case BLOCKED -> DeliveryState.WAITING;
		};
		return DeliveryOutcome.of(delivery, state, dueAt(state), sent, message.text().kind());
	}

	private @Nullable Instant dueAt(DeliveryState state) {
		return switch (state) {
			case UNKNOWN -> askAt();
			case WAITING -> this.clock.instant().plus(BLOCKED_FOR);
			default -> null;
		};
	}

	private Instant askAt() {
		return this.clock.instant().plus(this.askAfter);
	}

}
