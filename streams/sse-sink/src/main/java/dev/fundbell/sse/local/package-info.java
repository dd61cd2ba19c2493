/**
 * A sign-in without a password, for demonstrations: in the profile {@code local} alone.
 */
@NullMarked
package dev.fundbell.sse.local;

import org.jspecify.annotations.NullMarked;
