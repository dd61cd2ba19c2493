/**
 * Notifications as they are created: written by the thousand, each once.
 */
@NullMarked
package dev.fundbell.batch.notification;

import org.jspecify.annotations.NullMarked;
