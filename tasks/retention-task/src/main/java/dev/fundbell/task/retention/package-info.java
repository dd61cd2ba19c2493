/**
 * Retention: deletes notifications, deliveries, closings and read positions that are old,
 * and erases the data of a user.
 */
@NullMarked
package dev.fundbell.task.retention;

import org.jspecify.annotations.NullMarked;
