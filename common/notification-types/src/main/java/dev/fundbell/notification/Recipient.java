package dev.fundbell.notification;

/**
 * Whom a notification is for.
 *
 * @param userId the user
 * @param locale that user's language tag
 */
public record Recipient(long userId, String locale) {

}
