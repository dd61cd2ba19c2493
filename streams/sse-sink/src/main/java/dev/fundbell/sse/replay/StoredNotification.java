package dev.fundbell.sse.replay;

import dev.fundbell.event.NotificationEvent;

/**
 * Notification as the database has it.
 *
 * @param event the notification
 * @param position its position in the order of publication
 */
record StoredNotification(NotificationEvent event, Position position) {

}
