package dev.fundbell.sse.hub;

import java.time.Duration;

/**
 * Exception for a subscription that is refused for now, though the request is right: this
 * instance is full or has stopped. The message is one sentence for the client.
 */
public class SubscriptionRefusedException extends RuntimeException {

	private final Duration retryAfter;

	SubscriptionRefusedException(String message, Duration retryAfter) {
		super(message);
		this.retryAfter = retryAfter;
	}

	/**
	 * When to try again, with jitter.
	 * @return the time to wait from now on
	 */
	public Duration retryAfter() {
		return this.retryAfter;
	}

}
