/**
 * The one place where a notification type is defined: what it says in each language, what
 * makes it one and the same, and until when it is worth sending.
 */
@NullMarked
package dev.fundbell.notification;

import org.jspecify.annotations.NullMarked;
