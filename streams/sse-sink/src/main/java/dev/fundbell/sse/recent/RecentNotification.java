package dev.fundbell.sse.recent;

/**
 * Notification of the recent past as it came from Kafka.
 *
 * @param userId its user
 * @param id its id
 * @param json its record's value, shared: not to be changed, and not validated yet
 */
public record RecentNotification(long userId, long id, byte[] json) {

}
