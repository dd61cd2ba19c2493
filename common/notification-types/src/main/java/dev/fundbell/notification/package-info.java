/**
 * The one place where a notification type is defined: its text in each language, its
 * business key, and until when it is worth sending.
 */
@NullMarked
package dev.fundbell.notification;

import org.jspecify.annotations.NullMarked;
