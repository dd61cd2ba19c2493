/**
 * Outbox of the online service: notifications that are created in its own transactions,
 * and the relay that publishes them.
 */
@NullMarked
package dev.fundbell.outbox;

import org.jspecify.annotations.NullMarked;
