package dev.fundbell.sms.gateway;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Predicate;

import dev.fundbell.sms.gateway.SendResult.Outcome;
import dev.fundbell.sms.gateway.SmsStatus.State;
import dev.fundbell.sms.text.SmsText;
import org.jspecify.annotations.Nullable;

import org.springframework.scheduling.annotation.Scheduled;

/**
 * Chain of the gateways in their order (failover): a message that the first does not take
 * goes to the next. A message that a gateway may have goes to no other, since its
 * recipient would get it twice. The dispatcher sends through it, and the status poller
 * queries through it. No method blocks. Failures are results and never exceptions; a
 * message that a gateway puts off is not retried here, but gets a later due time in the
 * database. Thread-safe.
 */
public final class GatewayChain {

	private final List<ChainedGateway> gateways;

	GatewayChain(List<ChainedGateway> gateways) {
		this.gateways = List.copyOf(gateways);
	}

	/**
	 * How many messages may be sent at this moment. While the first gateway takes all, it
	 * is the only one that counts: a message that exceeds its rate waits.
	 * @return 0 if all are stopped or left alone
	 */
	public int room() {
		long room = 0;
		for (ChainedGateway each : this.gateways) {
			room += each.gateway().room();
			if (each.gateway().takesAll()) {
				break;
			}
		}
		return (int) Math.min(room, Integer.MAX_VALUE);
	}

	/**
	 * The gateways in their order.
	 * @return their status
	 */
	public List<GatewayStatus> gateways() {
		return this.gateways.stream().map((each) -> each.gateway().status()).toList();
	}

	/**
	 * Sends a message.
	 * @param sms the message
	 * @return the result of the last gateway that was called, or else of the last one;
	 * never completes exceptionally
	 */
	public CompletionStage<ChainResult> send(OutgoingSms sms) {
		return send(sms, 0, 0, null);
	}

	/**
	 * Sends a message through a gateway and the ones after it.
	 * @param before the attempts that the gateways before are entitled to
	 */
	private CompletionStage<ChainResult> send(OutgoingSms sms, int index, int before, @Nullable ChainResult called) {
		ResilientGateway gateway = this.gateways.get(index).gateway();
		SmsText text = this.gateways.get(index).charset().text(sms.text());
		return gateway.send(sms, text).thenCompose((result) -> {
			ChainResult here = new ChainResult(result, gateway.name(), text.kind(),
					gateway.pause(result, sms.attempts()));
			ChainResult last = (called != null && result.outcome() == Outcome.BLOCKED) ? called : here;
			if (isFinal(result.outcome()) || index + 1 == this.gateways.size()
					|| gateway.protection().triesAgain(result.outcome(), sms.attempts() - before)) {
				return CompletableFuture.completedFuture(last);
			}
			return send(sms, index + 1, before + gateway.protection().attempts(),
					(result.outcome() == Outcome.TEMPORARY) ? here : called);
		});
	}

	private static boolean isFinal(Outcome outcome) {
		return switch (outcome) {
			case ACCEPTED, REFUSED, UNKNOWN, THROTTLED -> true;
			case TEMPORARY, UNAVAILABLE, BLOCKED -> false;
		};
	}

	/**
	 * Queries the status of a message.
	 * @param query the message
	 * @param name the gateway that was given the message; null queries all
	 * @return the clearest answer: NOT_FOUND only if each gateway says so; never
	 * completes exceptionally
	 */
	public CompletionStage<SmsStatus> status(SmsQuery query, @Nullable String name) {
		List<ResilientGateway> queried = named((each) -> name == null || each.equals(name));
		if (queried.isEmpty()) {
			return CompletableFuture.completedFuture(SmsStatus.of(State.CANNOT_TELL, "GATEWAY_NO_LONGER_IN_USE"));
		}
		CompletionStage<SmsStatus> clearest = CompletableFuture
			.completedFuture(SmsStatus.of(State.NOT_FOUND, "NO_SUCH_GATEWAY"));
		for (ResilientGateway gateway : queried) {
			clearest = clearest.thenCombine(gateway.status(query), GatewayChain::clearer);
		}
		return clearest;
	}

	private List<ResilientGateway> named(Predicate<String> name) {
		return this.gateways.stream()
			.map(ChainedGateway::gateway)
			.filter((gateway) -> name.test(gateway.name()))
			.toList();
	}

	/** The clearer of two states: delivered, sent, not sent, doubtful, not found. */
	private static SmsStatus clearer(SmsStatus one, SmsStatus other) {
		Function<SmsStatus, Integer> weight = (status) -> switch (status.state()) {
			case DELIVERED -> 4;
			case SENT -> 3;
			case NOT_SENT -> 2;
			case CANNOT_TELL, NO_SUCH_PAGE -> 1;
			case NOT_FOUND -> 0;
		};
		return (weight.apply(one) > weight.apply(other)) ? one : other;
	}

	/**
	 * Uses a stopped gateway again.
	 * @param name its name
	 * @return whether there is such a gateway
	 */
	public boolean resume(String name) {
		List<ResilientGateway> resumed = named(name::equalsIgnoreCase);
		resumed.forEach(ResilientGateway::resume);
		return !resumed.isEmpty();
	}

	/**
	 * When the status of a message that a gateway has accepted is first queried.
	 * @param name the gateway's name
	 * @return null if it never is
	 */
	public @Nullable Duration pollAfter(String name) {
		return named(name::equals).stream()
			.map((gateway) -> gateway.protection().pollAfter())
			.filter((after) -> !after.isZero())
			.findFirst()
			.orElse(null);
	}

	@Scheduled(fixedDelayString = "PT1S")
	void probe() {
		this.gateways.forEach((each) -> each.gateway().probeQuery());
	}

	/** Calls no gateway any more: messages that wait for their turn end THROTTLED. */
	public void end() {
		this.gateways.forEach((each) -> each.gateway().end());
	}

	/**
	 * Result of sending a message through the chain.
	 *
	 * @param result the gateway's result
	 * @param gateway the name of the gateway that was called last, or would have been
	 * @param kind the kind of the message there
	 * @param pause when the message is to be taken up again, if it is
	 */
	public record ChainResult(SendResult result, String gateway, SmsText.Kind kind, @Nullable Duration pause) {

	}

}
