package dev.fundbell.sms.gateway;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.fundbell.sms.gateway.SendResult.Outcome;
import dev.fundbell.sms.gateway.SmsStatus.State;
import org.jspecify.annotations.Nullable;

/**
 * Failover over the gateways in their order: a message that the first does not take goes
 * to the next. A message that a gateway may have goes to no other, since its recipient
 * would get it twice. Thread-safe.
 */
public final class GatewayChain {

	private final List<ResilientGateway> gateways;

	GatewayChain(List<ResilientGateway> gateways) {
		this.gateways = List.copyOf(gateways);
	}

	/**
	 * How many messages may be sent at this moment.
	 * @return the most that any gateway takes; 0 if the circuit breaker of each is open
	 */
	public int room() {
		return this.gateways.stream().mapToInt(ResilientGateway::room).max().orElse(0);
	}

	/**
	 * The gateways in their order, and whether each is in use.
	 * @return by name; false while the gateway's circuit breaker is open
	 */
	public Map<String, Boolean> gateways() {
		return this.gateways.stream()
			.collect(Collectors.toMap(ResilientGateway::name, (gateway) -> !gateway.isOpen(), (one, other) -> one,
					LinkedHashMap::new));
	}

	/**
	 * Sends a message.
	 * @param message the message
	 * @return the last gateway's result; never completes exceptionally
	 */
	public CompletionStage<ChainResult> send(SmsMessage message) {
		return send(message, 0, false);
	}

	private CompletionStage<ChainResult> send(SmsMessage message, int index, boolean blocked) {
		ResilientGateway gateway = this.gateways.get(index);
		return gateway.send(message).thenCompose((result) -> {
			boolean blockedNow = blocked || result.outcome() == Outcome.BLOCKED;
			if (isFinal(result.outcome())) {
				return CompletableFuture.completedFuture(new ChainResult(result, gateway.name()));
			}
			if (index + 1 < this.gateways.size()) {
				return send(message, index + 1, blockedNow);
			}
			// A gateway that was not called may take the message later.
			SendResult last = blockedNow ? SendResult.of(Outcome.BLOCKED, String.valueOf(result.reason())) : result;
			return CompletableFuture.completedFuture(new ChainResult(last, gateway.name()));
		});
	}

	private static boolean isFinal(Outcome outcome) {
		return switch (outcome) {
			case ACCEPTED, REFUSED, UNKNOWN -> true;
			case TEMPORARY, UNAVAILABLE, BLOCKED -> false;
		};
	}

	/**
	 * Queries the status of a message.
	 * @param query the message
	 * @param name the gateway that was given the message; null queries all
	 * @return SENT if any gateway has sent the message, NOT_FOUND only if each gateway
	 * says so; never completes exceptionally
	 */
	public CompletionStage<SmsStatus> status(SmsQuery query, @Nullable String name) {
		List<ResilientGateway> queried = this.gateways.stream()
			.filter((gateway) -> name == null || gateway.name().equals(name))
			.toList();
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

	/** SENT says most, then NOT_SENT, then doubt, then no trace. */
	private static SmsStatus clearer(SmsStatus one, SmsStatus other) {
		Function<SmsStatus, Integer> weight = (status) -> switch (status.state()) {
			case SENT -> 3;
			case NOT_SENT -> 2;
			case CANNOT_TELL -> 1;
			case NOT_FOUND -> 0;
		};
		return (weight.apply(one) > weight.apply(other)) ? one : other;
	}

	/**
	 * Result of sending a message through the chain.
	 *
	 * @param result the last gateway's result
	 * @param gateway the name of the gateway that was called last, or would have been
	 */
	public record ChainResult(SendResult result, String gateway) {

	}

}
