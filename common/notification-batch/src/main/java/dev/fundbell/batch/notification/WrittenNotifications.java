package dev.fundbell.batch.notification;

import java.time.Instant;

/**
 * What became of a chunk of new notifications.
 *
 * @param total how many there were to write
 * @param created how many were written; the others were there
 * @param firstId the lowest id of those created, 0 where there are none
 * @param lastId the highest
 * @param claimedAt their time of publication, which tells them from others in that range
 */
public record WrittenNotifications(int total, int created, long firstId, long lastId, Instant claimedAt) {

}
