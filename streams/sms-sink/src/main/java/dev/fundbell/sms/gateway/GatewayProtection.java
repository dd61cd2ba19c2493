package dev.fundbell.sms.gateway;

import java.time.Clock;
import java.time.Duration;

import dev.fundbell.sms.gateway.SendResult.Outcome;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import org.jspecify.annotations.Nullable;

/**
 * Protection of a gateway against too many calls, and of the sink against a gateway that
 * fails: circuit breaker, rate limit, stop, control of its status query, and the backoff
 * of messages that it puts off.
 *
 * @param breaker stops calls while too many fail
 * @param limiter keeps to the gateway's rate, if it has one
 * @param stop stops calls while the gateway takes none of our messages
 * @param control checks the status query
 * @param backoff the time between two attempts, in milliseconds, by the number of
 * attempts so far
 * @param attempts how often a message is tried before the next gateway gets it, too
 * @param pollAfter when the status of an accepted message is first queried; zero never
 */
record GatewayProtection(CircuitBreaker breaker, @Nullable RateLimiter limiter, GatewayStop stop, QueryControl control,
		IntervalFunction backoff, int attempts, Duration pollAfter) {

	private static final int CALLS_IN_WINDOW = 100;

	private static final int CALLS_BEFORE_JUDGING = 20;

	private static final int CALLS_ON_TRIAL = 10;

	private static final Duration LONGEST_WAIT_FOR_RATE = Duration.ofSeconds(2);

	private static final int PERIODS_PER_SECOND = 10;

	private static final double DOUBLED = 2;

	private static final double HALF = 0.5;

	private static final int LONGEST_REACHED = 30;

	/** Longer wishes of a gateway are not believed. */
	private static final Duration LONGEST_RETRY_AFTER = Duration.ofHours(1);

	private static final Duration BLOCKED_FOR = Duration.ofSeconds(5);

	private static final Duration THROTTLED_FOR = Duration.ofSeconds(1);

	static GatewayProtection of(String name, GatewayProperties options, Clock clock) {
		GatewayStop stop = new GatewayStop(name, options.probeInterval(), clock);
		Duration pollAfter = (options.receipts() != null) ? options.receipts().pollAfter() : Duration.ZERO;
		return new GatewayProtection(breaker(name, options), limiter(name, options.ratePerSecond()), stop,
				new QueryControl(stop, clock), backoff(options), options.attempts(), pollAfter);
	}

	private static CircuitBreaker breaker(String name, GatewayProperties options) {
		return CircuitBreaker.of(name,
				CircuitBreakerConfig.custom()
					.slidingWindowSize(CALLS_IN_WINDOW)
					.minimumNumberOfCalls(CALLS_BEFORE_JUDGING)
					.failureRateThreshold(options.failureRate())
					.waitDurationInOpenState(options.pause())
					.automaticTransitionFromOpenToHalfOpenEnabled(true)
					.permittedNumberOfCallsInHalfOpenState(CALLS_ON_TRIAL)
					.build());
	}

	/** Permits per tenth of a second where the rate allows it, to avoid bursts. */
	private static @Nullable RateLimiter limiter(String name, int ratePerSecond) {
		if (ratePerSecond == 0) {
			return null;
		}
		boolean fast = ratePerSecond % PERIODS_PER_SECOND == 0;
		return RateLimiter.of(name,
				RateLimiterConfig.custom()
					.limitForPeriod(fast ? ratePerSecond / PERIODS_PER_SECOND : ratePerSecond)
					.limitRefreshPeriod(Duration.ofSeconds(1).dividedBy(fast ? PERIODS_PER_SECOND : 1))
					.timeoutDuration(LONGEST_WAIT_FOR_RATE)
					.build());
	}

	/** Exponential backoff with jitter: many messages are not tried again at once. */
	private static IntervalFunction backoff(GatewayProperties options) {
		Duration first = options.backoff();
		Duration longest = (options.longestBackoff().compareTo(first) > 0) ? options.longestBackoff() : first;
		return IntervalFunction.ofExponentialRandomBackoff(first, DOUBLED, HALF, longest);
	}

	/** How many calls the rate limit allows at this moment. */
	int permits() {
		return (this.limiter != null) ? Math.max(0, this.limiter.getMetrics().getAvailablePermissions())
				: Integer.MAX_VALUE;
	}

	/**
	 * Reserves a turn within the rate limit.
	 * @return nanoseconds until then; negative if it would be too long
	 */
	long reserve() {
		return (this.limiter != null) ? this.limiter.reservePermission() : 0;
	}

	/** Whether a status query may be made now. */
	boolean reserveNow() {
		return permits() > 0 && reserve() == 0;
	}

	/** When a message is taken up again after a result, if it is. */
	@Nullable Duration pause(SendResult result, int attempts) {
		return switch (result.outcome()) {
			case TEMPORARY -> putOff(result.retryAfter(), attempts);
			case BLOCKED, UNAVAILABLE -> BLOCKED_FOR;
			case THROTTLED -> THROTTLED_FOR;
			case ACCEPTED -> this.pollAfter.isZero() ? null : this.pollAfter;
			case REFUSED, UNKNOWN -> null;
		};
	}

	private Duration putOff(@Nullable Duration retryAfter, int attempts) {
		Duration own = Duration.ofMillis(this.backoff.apply(Math.min(attempts + 1, LONGEST_REACHED)));
		if (retryAfter == null || retryAfter.compareTo(own) <= 0) {
			return own;
		}
		return (retryAfter.compareTo(LONGEST_RETRY_AFTER) < 0) ? retryAfter : LONGEST_RETRY_AFTER;
	}

	/** Whether a message is put off for another attempt, and not given to the next. */
	boolean triesAgain(Outcome outcome, int attemptsHere) {
		return outcome == Outcome.TEMPORARY && attemptsHere + 1 < this.attempts;
	}

}
