package dev.fundbell.sms.gateway;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

import dev.fundbell.sms.gateway.GatewayStatus.Use;
import dev.fundbell.sms.gateway.GatewayStop.Cause;
import dev.fundbell.sms.gateway.GatewayStop.Stopped;
import dev.fundbell.sms.gateway.SendResult.Outcome;
import dev.fundbell.sms.text.SmsText;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A gateway with a circuit breaker, a rate limit and a stop. It gives each message to the
 * gateway once: a retry is a matter of the database, so that no message waits in memory
 * for longer than the rate limit takes. Its stages never complete exceptionally.
 * Thread-safe.
 */
final class ResilientGateway {

	private static final Logger log = LoggerFactory.getLogger(ResilientGateway.class);

	private final String name;

	private final SmsGateway gateway;

	private final GatewayProtection protection;

	private final CircuitBreaker breaker;

	private final GatewayStop stop;

	private final Executor executor;

	private final BiConsumer<Outcome, Long> observer;

	private final Set<CompletableFuture<Boolean>> turns = ConcurrentHashMap.newKeySet();

	private volatile boolean ended;

	/**
	 * A gateway with its protection.
	 * @param executor runs the calls that have waited for their turn
	 * @param observer gets each attempt's outcome and duration in nanoseconds
	 */
	ResilientGateway(String name, SmsGateway gateway, GatewayProtection protection, Executor executor,
			BiConsumer<Outcome, Long> observer) {
		this.name = name;
		this.gateway = gateway;
		this.protection = protection;
		this.breaker = protection.breaker();
		this.stop = protection.stop();
		this.executor = executor;
		this.observer = observer;
		this.breaker.getEventPublisher()
			.onStateTransition(
					(event) -> log.warn("SMS gateway {}: {}", name, switch (event.getStateTransition().getToState()) {
						case OPEN -> "too many calls fail, so it is left alone for a while";
						case HALF_OPEN -> "a few calls try whether it works again";
						default -> "works again";
					}));
	}

	String name() {
		return this.name;
	}

	GatewayProtection protection() {
		return this.protection;
	}

	GatewayStatus status() {
		Stopped stopped = this.stop.stopped();
		if (stopped != null) {
			return new GatewayStatus(this.name, Use.STOPPED, stopped.reason(), stopped.since());
		}
		return new GatewayStatus(this.name, isOpen() ? Use.LEFT_ALONE : Use.IN_USE, null, null);
	}

	private boolean isOpen() {
		State state = this.breaker.getState();
		return state == State.OPEN || state == State.FORCED_OPEN;
	}

	/** Whether it takes all messages, within its rate: then none goes to the next. */
	boolean takesAll() {
		return this.stop.stopped() == null && this.breaker.getState() == State.CLOSED;
	}

	/** How many messages may be sent at this moment. */
	int room() {
		if (this.ended || isOpen()) {
			return 0;
		}
		if (this.stop.stopped() != null) {
			return this.stop.isProbeDue(Cause.SENDING) ? 1 : 0;
		}
		int permits = this.protection.permits();
		return (this.breaker.getState() == State.HALF_OPEN)
				? Math.min(permits, this.breaker.getCircuitBreakerConfig().getPermittedNumberOfCallsInHalfOpenState())
				: permits;
	}

	/** Sends a message in the gateway's own characters. */
	CompletionStage<SendResult> send(OutgoingSms sms, SmsText text) {
		if (text.length() == 0 || text.isTooLong()) {
			return completed(Outcome.REFUSED, (text.length() == 0) ? "EMPTY_TEXT" : "TEXT_TOO_LONG");
		}
		if (this.ended) {
			return completed(Outcome.THROTTLED, "SINK_STOPS");
		}
		if (!this.breaker.tryAcquirePermission()) {
			return completed(Outcome.BLOCKED, "CIRCUIT_OPEN");
		}
		boolean probe = this.stop.tryProbe(Cause.SENDING);
		if (!probe && this.stop.stopped() != null) {
			this.breaker.releasePermission();
			return completed(Outcome.BLOCKED, "GATEWAY_STOPPED");
		}
		return inTurn(new SmsMessage(sms.reference(), sms.to(), text), probe);
	}

	private CompletionStage<SendResult> inTurn(SmsMessage message, boolean probe) {
		long wait = this.protection.reserve();
		if (wait < 0) {
			this.breaker.releasePermission();
			return completed(Outcome.THROTTLED, "RATE_LIMIT");
		}
		if (wait == 0) {
			return call(message, probe);
		}
		CompletableFuture<Boolean> turn = new CompletableFuture<>();
		this.turns.add(turn);
		if (this.ended) {
			turn.complete(false);
		}
		return turn.completeOnTimeout(true, wait, TimeUnit.NANOSECONDS).thenComposeAsync((go) -> {
			this.turns.remove(turn);
			if (go) {
				return call(message, probe);
			}
			this.breaker.releasePermission();
			return completed(Outcome.THROTTLED, "SINK_STOPS");
		}, this.executor);
	}

	private static CompletionStage<SendResult> completed(Outcome outcome, String reason) {
		return CompletableFuture.completedFuture(SendResult.of(outcome, reason));
	}

	private CompletionStage<SendResult> call(SmsMessage message, boolean probe) {
		long start = System.nanoTime();
		return started(message).handle((result, failure) -> {
			SendResult known = (result != null) ? result : HttpCalls.failed(failure);
			observe(known, System.nanoTime() - start);
			if (known.outcome() == Outcome.ACCEPTED) {
				this.protection.control().accepted(message, known.messageId());
			}
			if (probe && (known.outcome() == Outcome.ACCEPTED || known.outcome() == Outcome.REFUSED)) {
				this.stop.end();
			}
			return known;
		});
	}

	private CompletionStage<SendResult> started(SmsMessage message) {
		try {
			return this.gateway.send(message);
		}
		catch (RuntimeException ex) {
			log.error("SMS gateway {}: {} could not be put into a request", this.name, message, ex);
			return completed(Outcome.REFUSED, ex.getClass().getSimpleName());
		}
	}

	private void observe(SendResult result, long nanos) {
		this.observer.accept(result.outcome(), nanos);
		switch (result.outcome()) {
			case ACCEPTED, REFUSED -> this.breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
			case UNAVAILABLE -> {
				this.breaker.releasePermission();
				this.stop.stop(Cause.SENDING, String.valueOf(result.reason()));
			}
			default -> this.breaker.onError(nanos, TimeUnit.NANOSECONDS, new CallFailedException(result.toString()));
		}
	}

	/** When a message is taken up again after a result; null if that is not for us. */
	@Nullable Duration pause(SendResult result, int attempts) {
		return this.protection.pause(result, attempts);
	}

	/** Queries the status of a message, within the rate limit. */
	CompletionStage<SmsStatus> status(SmsQuery query) {
		if (this.protection.reserveNow()) {
			return asked(query).thenCompose((answer) -> this.protection.control().checked(answer, this::asked));
		}
		return CompletableFuture.completedFuture(SmsStatus.of(SmsStatus.State.CANNOT_TELL, "RATE_LIMIT"));
	}

	private CompletionStage<SmsStatus> asked(SmsQuery query) {
		CompletionStage<SmsStatus> answer;
		try {
			answer = this.gateway.status(query);
		}
		catch (RuntimeException ex) {
			answer = CompletableFuture.failedFuture(ex);
		}
		return answer.handle((status, failure) -> (status != null) ? status
				: SmsStatus.of(SmsStatus.State.CANNOT_TELL, failure.getClass().getSimpleName()));
	}

	/** Probes the status query, if the gateway is stopped because of it. */
	void probeQuery() {
		this.protection.control().probe(this::asked);
	}

	/** Uses the gateway again, though no probe says that it works. */
	void resume() {
		this.stop.end();
	}

	/** Calls the gateway no more: messages that wait for their turn end THROTTLED. */
	void end() {
		this.ended = true;
		this.turns.forEach((turn) -> turn.complete(false));
	}

	/** Failure for the circuit breaker alone: never thrown, and without a stack trace. */
	private static final class CallFailedException extends RuntimeException {

		CallFailedException(String message) {
			super(message, null, false, false);
		}

	}

}
