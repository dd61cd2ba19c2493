package dev.fundbell.sms.provider;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.fundbell.sms.provider.SendResult.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * The gateways in their order: what the first could not take goes to the next. A message
 * whose fate is not known goes nowhere else. Thread-safe.
 */
public final class Route {

	private final List<Gateway> gateways;

	Route(List<Gateway> gateways) {
		this.gateways = List.copyOf(gateways);
	}

	/**
	 * How many messages may be begun at this moment.
	 * @return the most that any gateway takes; 0 if all are left alone
	 */
	public int room() {
		return this.gateways.stream().mapToInt(Gateway::room).max().orElse(0);
	}

	/**
	 * The gateways, and whether each is in use.
	 * @return by name, in order; false for one that is left alone for a while
	 */
	public Map<String, Boolean> gateways() {
		return this.gateways.stream()
			.collect(Collectors.toMap(Gateway::name, (gateway) -> !gateway.isOpen(), (one, other) -> one,
					LinkedHashMap::new));
	}

	/**
	 * Sends a message.
	 * @param message the message
	 * @return what became of it: never fails
	 */
	public CompletionStage<Routed> send(SmsMessage message) {
		return send(message, 0, false);
	}

	private CompletionStage<Routed> send(SmsMessage message, int index, boolean blocked) {
		Gateway gateway = this.gateways.get(index);
		return gateway.send(message).thenCompose((result) -> {
			boolean blockedNow = blocked || result.outcome() == Outcome.BLOCKED;
			if (isFinal(result.outcome())) {
				return CompletableFuture.completedFuture(new Routed(result, gateway.name()));
			}
			if (index + 1 < this.gateways.size()) {
				return send(message, index + 1, blockedNow);
			}
			// Who was not asked may take it later.
			SendResult last = blockedNow ? SendResult.of(Outcome.BLOCKED, String.valueOf(result.reason())) : result;
			return CompletableFuture.completedFuture(new Routed(last, gateway.name()));
		});
	}

	private static boolean isFinal(Outcome outcome) {
		return switch (outcome) {
			case ACCEPTED, REFUSED, UNKNOWN -> true;
			case TEMPORARY, UNAVAILABLE, BLOCKED -> false;
		};
	}

	/**
	 * Asks for a message.
	 * @param query which
	 * @param provider the gateway that has been given it, if that is known; else all are
	 * asked
	 * @return what they say: that it has been sent if one has it, and that there is none
	 * only if each says so; never fails
	 */
	public CompletionStage<SmsStatus> status(SmsQuery query, @Nullable String provider) {
		CompletionStage<SmsStatus> all = CompletableFuture
			.completedFuture(SmsStatus.of(SmsStatus.Answer.NOT_FOUND, "NO_SUCH_GATEWAY"));
		List<Gateway> asked = this.gateways.stream()
			.filter((gateway) -> provider == null || gateway.name().equals(provider))
			.toList();
		if (asked.isEmpty()) {
			return CompletableFuture
				.completedFuture(SmsStatus.of(SmsStatus.Answer.CANNOT_TELL, "GATEWAY_NO_LONGER_IN_USE"));
		}
		for (Gateway gateway : asked) {
			all = all.thenCombine(ask(gateway, query), Route::clearer);
		}
		return all;
	}

	private static CompletionStage<SmsStatus> ask(Gateway gateway, SmsQuery query) {
		CompletionStage<SmsStatus> answer;
		try {
			answer = gateway.provider().status(query);
		}
		catch (RuntimeException ex) {
			answer = CompletableFuture.failedFuture(ex);
		}
		return answer.handle((status, failure) -> (status != null) ? status
				: SmsStatus.of(SmsStatus.Answer.CANNOT_TELL, failure.getClass().getSimpleName()));
	}

	/**
	 * The order of the answers is that of how much they say: SENT, NOT_SENT, then doubt,
	 * then no trace.
	 */
	private static SmsStatus clearer(SmsStatus one, SmsStatus other) {
		Function<SmsStatus, Integer> weight = (status) -> switch (status.answer()) {
			case SENT -> 3;
			case NOT_SENT -> 2;
			case CANNOT_TELL -> 1;
			case NOT_FOUND -> 0;
		};
		return (weight.apply(one) > weight.apply(other)) ? one : other;
	}

	/**
	 * The end of a message's way.
	 *
	 * @param result what became of it
	 * @param provider the last gateway that it was given, or would have been
	 */
	public record Routed(SendResult result, String provider) {

	}

}
