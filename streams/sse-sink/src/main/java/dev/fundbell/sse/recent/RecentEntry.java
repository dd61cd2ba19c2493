package dev.fundbell.sse.recent;

/**
 * Entry of the {@link RecentLog}: where a notification's record stands.
 *
 * @param number its number in the log
 * @param partition its record's partition
 * @param offset its record's offset
 * @param timestamp its record's time in milliseconds since 1970
 * @param id the notification's id
 */
record RecentEntry(long number, int partition, long offset, long timestamp, long id) {

}
