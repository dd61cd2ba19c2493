package dev.fundbell.batch.publish;

import java.time.Instant;

/**
 * Claimed notifications: those in a range of ids with this time of publication.
 *
 * @param after the id before the first
 * @param through the last id
 * @param claimedAt when they were claimed, in microseconds
 * @param rows how many they were when they were claimed
 */
record ClaimedRange(long after, long through, Instant claimedAt, int rows) {

	ClaimedRange withRows(int value) {
		return new ClaimedRange(this.after, this.through, this.claimedAt, value);
	}

}
