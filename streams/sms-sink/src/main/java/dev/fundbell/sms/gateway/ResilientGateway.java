package dev.fundbell.sms.gateway;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

import dev.fundbell.sms.gateway.SendResult.Outcome;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.retry.Retry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A gateway with retry of temporary failures, a circuit breaker and a rate limit. Its
 * stages never complete exceptionally: an exception becomes a result. Thread-safe.
 */
final class ResilientGateway {

	private static final Logger log = LoggerFactory.getLogger(ResilientGateway.class);

	private final String name;

	private final SmsGateway gateway;

	private final Retry retry;

	private final CircuitBreaker breaker;

	private final @Nullable RateLimiter limiter;

	private final ScheduledExecutorService scheduler;

	private final BiConsumer<Outcome, Long> observer;

	/**
	 * A gateway with its protection.
	 * @param protection the retry, circuit breaker and rate limit
	 * @param scheduler waits between attempts
	 * @param observer gets each attempt's outcome and duration in nanoseconds
	 */
	ResilientGateway(String name, SmsGateway gateway, Protection protection, ScheduledExecutorService scheduler,
			BiConsumer<Outcome, Long> observer) {
		this.name = name;
		this.gateway = gateway;
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

	/** Whether the circuit breaker is open, so that no message goes to this gateway. */
	boolean isOpen() {
		State state = this.breaker.getState();
		return state == State.OPEN || state == State.FORCED_OPEN;
	}

	/** How many messages may be sent at this moment. */
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

	/** Sends a message; repeats it while the result is temporary. */
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

	private CompletionStage<SendResult> call(SmsMessage message) {
		long start = System.nanoTime();
		return started(message).handle((result, failure) -> {
			SendResult known = (result != null) ? result : HttpCalls.failed(failure);
			observe(known, System.nanoTime() - start);
			return known;
		});
	}

	private CompletionStage<SendResult> started(SmsMessage message) {
		try {
			return this.gateway.send(message);
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

	/** Queries the status of a message, once and whatever the circuit breaker says. */
	CompletionStage<SmsStatus> status(SmsQuery query) {
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

	/**
	 * Protection of a gateway against us, and of us against the gateway.
	 *
	 * @param retry repeats temporary failures
	 * @param breaker stops calls while too many fail
	 * @param limiter keeps to the gateway's rate, if it has one
	 */
	record Protection(Retry retry, CircuitBreaker breaker, @Nullable RateLimiter limiter) {

	}

	/** Failure for the circuit breaker alone: never thrown, and without a stack trace. */
	private static final class CallFailedException extends RuntimeException {

		CallFailedException(String message) {
			super(message, null, false, false);
		}

	}

}
