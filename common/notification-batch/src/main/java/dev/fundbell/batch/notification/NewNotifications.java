package dev.fundbell.batch.notification;

import java.util.List;

import dev.fundbell.notification.NewNotification;

/**
 * A chunk of what a run would create.
 *
 * @param absent those whose business key was not found; another run may be writing it
 * @param present how many were found
 */
public record NewNotifications(List<NewNotification> absent, int present) {

}
