package dev.fundbell.publish;

import java.time.Instant;

/**
 * Claim: a range of notifications that a run has claimed for publishing.
 *
 * @param firstId the id of the first
 * @param lastId the id of the last; no other claim's ids lie between
 * @param claimedAt when they were claimed, in microseconds: their time of publication
 */
record Claim(long firstId, long lastId, Instant claimedAt) {

}
