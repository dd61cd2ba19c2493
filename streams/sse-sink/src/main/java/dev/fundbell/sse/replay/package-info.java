/** What a client missed while it was away, read from the service's database. */
@NullMarked
package dev.fundbell.sse.replay;

import org.jspecify.annotations.NullMarked;
