/** The inbox: a user's list of notifications, and marking them as read. */
@NullMarked
package dev.fundbell.sse.inbox;

import org.jspecify.annotations.NullMarked;
