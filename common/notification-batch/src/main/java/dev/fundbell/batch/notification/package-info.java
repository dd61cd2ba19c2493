/**
 * Notifications as they are created: what a type says in each language, and writing them
 * by the thousand, each once.
 */
@NullMarked
package dev.fundbell.batch.notification;

import org.jspecify.annotations.NullMarked;
