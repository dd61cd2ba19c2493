package dev.fundbell.batch.publish;

/**
 * Notifications to claim: those in a range of ids that are in a state.
 *
 * @param state the state before the claim
 * @param after the id before the first
 * @param through the last id
 */
record UnpublishedRange(State state, long after, long through) {

	/** The states of what is not published yet, as in the database. */
	enum State {

		/** Created and not claimed. */
		CREATED,
		/** Claimed; where nobody holds its lock, the publisher is dead. */
		PUBLISHING

	}

}
