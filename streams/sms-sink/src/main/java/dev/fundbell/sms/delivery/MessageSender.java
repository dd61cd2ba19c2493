package dev.fundbell.sms.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.fundbell.sms.gateway.GatewayChain;
import dev.fundbell.sms.gateway.GatewayChain.ChainResult;
import dev.fundbell.sms.gateway.OutgoingSms;
import dev.fundbell.sms.gateway.SendResult.Outcome;
import dev.fundbell.tracing.NotificationTracer;
import dev.fundbell.tracing.Stage;
import org.jspecify.annotations.Nullable;

/** Sender of messages through the gateways: turns a gateway's result into an outcome. */
final class MessageSender {

	/**
	 * An older claim is not trusted: this process may have stood still, and others have
	 * taken it for dead and sent the message.
	 */
	private static final Duration LONGEST_CLAIM = Duration.ofSeconds(20);

	private final GatewayChain gateways;

	private final Duration askAfter;

	private final NotificationTracer tracer;

	private final Clock clock;

	/**
	 * A sender.
	 * @param askAfter when the status of an unanswered message is first queried
	 */
	MessageSender(GatewayChain gateways, Duration askAfter, NotificationTracer tracer, Clock clock) {
		this.gateways = gateways;
		this.askAfter = askAfter;
		this.tracer = tracer;
		this.clock = clock;
	}

	/** How many messages the gateways take at this moment. */
	int room() {
		return this.gateways.room();
	}

	/**
	 * Sends a message without blocking; never completes exceptionally.
	 * @param claimedAt when the delivery was claimed
	 */
	CompletionStage<DeliveryOutcome> send(Delivery delivery, OutgoingSms message, Instant claimedAt) {
		Instant now = this.clock.instant();
		if (claimedAt.plus(LONGEST_CLAIM).isBefore(now)) {
			return CompletableFuture
				.completedFuture(DeliveryOutcome.until(now, delivery, DeliveryState.WAITING, "CLAIMED_TOO_LONG_AGO"));
		}
		return sent(message).handle((sent, failure) -> {
			DeliveryOutcome outcome = (sent != null) ? outcome(delivery, sent) : DeliveryOutcome.until(askAt(),
					delivery, DeliveryState.UNKNOWN, failure.getClass().getSimpleName());
			trace(outcome, now);
			return outcome;
		});
	}

	private void trace(DeliveryOutcome outcome, Instant start) {
		long notificationId = outcome.delivery().notificationId();
		if (this.tracer.traces(notificationId)) {
			this.tracer.record(Stage.SEND_SMS, notificationId, start, this.clock.instant(),
					Map.of("sms.state", outcome.state().name(), "sms.gateway", String.valueOf(outcome.gateway()),
							"sms.reason", String.valueOf(outcome.reason())),
					outcome.state() != DeliveryState.SENT);
		}
	}

	private CompletionStage<ChainResult> sent(OutgoingSms message) {
		try {
			return this.gateways.send(message);
		}
		catch (RuntimeException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	private DeliveryOutcome outcome(Delivery delivery, ChainResult sent) {
		DeliveryState state = switch (sent.result().outcome()) {
			case ACCEPTED -> DeliveryState.SENT;
			case REFUSED -> DeliveryState.FAILED;
			case UNKNOWN -> DeliveryState.UNKNOWN;
			case TEMPORARY, UNAVAILABLE, BLOCKED, THROTTLED -> DeliveryState.WAITING;
		};
		boolean putOff = sent.result().outcome() == Outcome.TEMPORARY;
		return DeliveryOutcome.of(delivery, state, dueAt(state, sent.pause()),
				putOff ? delivery.nextAttempts() : delivery.attempts(), sent);
	}

	private @Nullable Instant dueAt(DeliveryState state, @Nullable Duration pause) {
		if (state == DeliveryState.UNKNOWN) {
			return askAt();
		}
		return (pause != null) ? this.clock.instant().plus(pause) : null;
	}

	private Instant askAt() {
		return this.clock.instant().plus(this.askAfter);
	}

	/** Calls no gateway any more: messages that wait for their turn become WAITING. */
	void end() {
		this.gateways.end();
	}

}
