package dev.fundbell.task.retention;

/**
 * Erasure of a part of what is known of a user.
 *
 * @param user the user
 * @param part the part
 */
record Erasure(long user, ErasedPart part) {

}
