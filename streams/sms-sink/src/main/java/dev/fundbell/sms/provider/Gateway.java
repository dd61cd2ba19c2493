package dev.fundbell.sms.provider;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

import dev.fundbell.sms.provider.SendResult.Outcome;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.retry.Retry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A provider with what protects it and us: retry of what is temporary, a circuit breaker,
 * a limit of the rate. Thread-safe.
 */
final class Gateway {

	private static final Logger log = LoggerFactory.getLogger(Gateway.class);

	private final String name;

	private final SmsProvider provider;

	private final Retry retry;

	private final CircuitBreaker breaker;

	private final @Nullable RateLimiter limiter;

	private final ScheduledExecutorService scheduler;

	private final BiConsumer<Outcome, Long> observer;

	/**
	 * A protected provider.
	 * @param protection the retry, breaker and limiter
	 * @param scheduler waits between attempts
	 * @param observer is told each attempt's outcome and nanoseconds
	 */
	Gateway(String name, SmsProvider provider, Protection protection, ScheduledExecutorService scheduler,
			BiConsumer<Outcome, Long> observer) {
		this.name = name;
		this.provider = provider;
		this.retry = protection.retry();
		this.breaker = protection.breaker();
		this.limiter = protection.limiter();
		this.scheduler = scheduler;
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

	SmsProvider provider() {
		return this.provider;
	}

	/** Whether it is being left alone. */
	boolean isOpen() {
		State state = this.breaker.getState();
		return state == State.OPEN || state == State.FORCED_OPEN;
	}

	/** How many messages may be begun at this moment. */
	int room() {
		if (isOpen()) {
			return 0;
		}
		int permits = (this.limiter != null) ? Math.max(0, this.limiter.getMetrics().getAvailablePermissions())
				: Integer.MAX_VALUE;
		return (this.breaker.getState() == State.HALF_OPEN)
				? Math.min(permits, this.breaker.getCircuitBreakerConfig().getPermittedNumberOfCallsInHalfOpenState())
				: permits;
	}

	/** Sends a message, again while that is of use. */
	CompletionStage<SendResult> send(SmsMessage message) {
		return Retry.decorateCompletionStage(this.retry, this.scheduler, () -> attempt(message)).get();
	}

	private CompletionStage<SendResult> attempt(SmsMessage message) {
		if (!this.breaker.tryAcquirePermission()) {
			return CompletableFuture.completedFuture(SendResult.of(Outcome.BLOCKED, "CIRCUIT_OPEN"));
		}
		long wait = (this.limiter != null) ? this.limiter.reservePermission() : 0;
		if (wait < 0) {
			this.breaker.releasePermission();
			return CompletableFuture.completedFuture(SendResult.of(Outcome.BLOCKED, "RATE_LIMIT"));
		}
		if (wait == 0) {
			return call(message);
		}
		CompletableFuture<SendResult> later = new CompletableFuture<>();
		this.scheduler.schedule(() -> call(message).whenComplete((result, failure) -> later.complete(result)), wait,
				TimeUnit.NANOSECONDS);
		return later;
	}

	/** Never fails: what is thrown is a result. */
	private CompletionStage<SendResult> call(SmsMessage message) {
		long start = System.nanoTime();
		return begun(message).handle((result, failure) -> {
			SendResult known = (result != null) ? result : HttpCalls.failed(failure);
			observe(known, System.nanoTime() - start);
			return known;
		});
	}

	private CompletionStage<SendResult> begun(SmsMessage message) {
		try {
			return this.provider.send(message);
		}
		catch (RuntimeException ex) {
			log.error("SMS gateway {}: {} could not be put into a request", this.name, message, ex);
			return CompletableFuture.completedFuture(SendResult.of(Outcome.REFUSED, ex.getClass().getSimpleName()));
		}
	}

	private void observe(SendResult result, long nanos) {
		this.observer.accept(result.outcome(), nanos);
		switch (result.outcome()) {
			case ACCEPTED, REFUSED -> this.breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
			default -> this.breaker.onError(nanos, TimeUnit.NANOSECONDS, new CallFailedException(result.toString()));
		}
	}

	/**
	 * What protects a provider.
	 *
	 * @param retry tries again
	 * @param breaker leaves it alone
	 * @param limiter keeps to its rate, if it has one
	 */
	record Protection(Retry retry, CircuitBreaker breaker, @Nullable RateLimiter limiter) {

	}

	/** Tells the breaker, and nobody else. */
	private static final class CallFailedException extends RuntimeException {

		CallFailedException(String message) {
			super(message, null, false, false);
		}

	}

}
