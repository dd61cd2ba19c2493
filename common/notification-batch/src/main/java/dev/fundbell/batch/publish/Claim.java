package dev.fundbell.batch.publish;

/**
 * Notifications to claim: those in a range of ids that are in a state.
 *
 * @param from the state before the claim
 * @param after the id before the first
 * @param through the last id
 */
record Claim(From from, long after, long through) {

	/** What can be claimed. */
	enum From {

		/** New ones. */
		CREATED,
		/** Those that a publisher had claimed before it died: nobody holds their lock. */
		PUBLISHING

	}

}
