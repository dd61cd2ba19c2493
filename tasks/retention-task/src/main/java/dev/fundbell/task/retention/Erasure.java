package dev.fundbell.task.retention;

/**
 * Erasure of one part of a user's data.
 *
 * @param user the user
 * @param part the part
 */
record Erasure(long user, ErasedPart part) {

}
