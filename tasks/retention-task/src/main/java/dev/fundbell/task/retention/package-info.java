/**
 * Retention: deletes notifications, deliveries, closings and read positions that are old,
 * and erases what is known of a user.
 */
@NullMarked
package dev.fundbell.task.retention;

import org.jspecify.annotations.NullMarked;
