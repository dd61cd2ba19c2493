package dev.fundbell.notification;

/**
 * Recipient of a notification.
 *
 * @param userId the user
 * @param locale that user's language tag
 */
public record Recipient(long userId, String locale) {

}
