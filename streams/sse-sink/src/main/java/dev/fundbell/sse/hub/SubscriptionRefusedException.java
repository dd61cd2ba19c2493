package dev.fundbell.sse.hub;

import java.time.Duration;

/**
 * No stream can be opened now, though nothing is wrong with the request. The message is
 * one sentence for the client.
 */
public class SubscriptionRefusedException extends RuntimeException {

	private final Duration retryAfter;

	SubscriptionRefusedException(String message, Duration retryAfter) {
		super(message);
		this.retryAfter = retryAfter;
	}

	/**
	 * When to try again.
	 * @return the time to wait from now on
	 */
	public Duration retryAfter() {
		return this.retryAfter;
	}

}
