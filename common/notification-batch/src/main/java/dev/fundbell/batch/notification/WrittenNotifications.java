package dev.fundbell.batch.notification;

import java.time.Instant;
import java.util.List;

import dev.fundbell.event.NotificationEvent;

/**
 * What became of a chunk of new notifications.
 *
 * @param total how many there were to write
 * @param created those that were written, with ids next to each other; the others were
 * there
 * @param claimedAt their time of publication
 */
public record WrittenNotifications(int total, List<NotificationEvent> created, Instant claimedAt) {

}
