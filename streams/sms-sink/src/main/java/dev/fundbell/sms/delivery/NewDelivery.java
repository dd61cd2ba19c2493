package dev.fundbell.sms.delivery;

/**
 * A notification that has arrived.
 *
 * @param notificationId which
 * @param userId whose
 * @param source where its record was: topic-partition-offset
 * @param record the bytes of its record
 */
public record NewDelivery(long notificationId, long userId, String source, byte[] record) {

}
