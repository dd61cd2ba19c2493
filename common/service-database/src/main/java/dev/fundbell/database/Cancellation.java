package dev.fundbell.database;

import org.jspecify.annotations.Nullable;

/**
 * Result of cancelling a participation.
 *
 * @param result the outcome for the participation
 * @param couponId the coupon that was taken back or had been used, or null
 */
public record Cancellation(Result result, @Nullable Long couponId) {

	/** Result of cancelling. */
	public enum Result {

		/** Cancelled before the close: the funding does not count it. */
		CANCELLED,
		/**
		 * Refund after the close: the outcome stays as it is. There was no coupon to take
		 * back, or the user takes part by another participation and keeps it.
		 */
		REFUNDED,
		/** Cancelled, and the unused coupon for the funding's success was taken back. */
		COUPON_TAKEN_BACK,
		/** Cancelled, but the coupon for the funding's success had been used. */
		COUPON_USED,
		/**
		 * Refused, nothing was changed: the funding's deadline has passed, and it is not
		 * closed yet or the user has not been told of its success. Some minutes later it
		 * is a refund.
		 */
		BEING_CLOSED,
		/** Nothing to cancel: there is no such participation, or it was cancelled. */
		NOT_ACTIVE

	}

	static Cancellation of(Result result) {
		return new Cancellation(result, null);
	}

}
