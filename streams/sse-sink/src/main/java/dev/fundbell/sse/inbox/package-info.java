/** A user's list of notifications, and what of it the user has read. */
@NullMarked
package dev.fundbell.sse.inbox;

import org.jspecify.annotations.NullMarked;
