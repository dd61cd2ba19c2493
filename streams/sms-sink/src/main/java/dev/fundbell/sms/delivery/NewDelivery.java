package dev.fundbell.sms.delivery;

import java.time.Instant;

/**
 * A delivery that has arrived and is not stored yet.
 *
 * @param notificationId the notification's id, which is the key
 * @param userId the recipient
 * @param source where its record was: topic-partition-offset
 * @param record the bytes of its record
 * @param publishedAt when the record was published
 */
public record NewDelivery(long notificationId, long userId, String source, byte[] record, Instant publishedAt) {

}
