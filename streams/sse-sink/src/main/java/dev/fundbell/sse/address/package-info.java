/** Limits per address of clients. */
@NullMarked
package dev.fundbell.sse.address;

import org.jspecify.annotations.NullMarked;
