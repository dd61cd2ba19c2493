/** Replay of the notifications that a client missed, from the service's database. */
@NullMarked
package dev.fundbell.sse.replay;

import org.jspecify.annotations.NullMarked;
