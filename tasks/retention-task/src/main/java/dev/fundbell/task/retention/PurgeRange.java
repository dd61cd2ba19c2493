package dev.fundbell.task.retention;

import java.time.Instant;

/**
 * Range of keys whose old rows are deleted in one transaction.
 *
 * @param first the first key
 * @param last the last key
 * @param before the instant before which they are old
 */
record PurgeRange(long first, long last, Instant before) {

}
