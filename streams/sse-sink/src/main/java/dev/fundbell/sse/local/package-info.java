/**
 * Sign-in without a password, for demonstrations: only in the profile {@code local}.
 */
@NullMarked
package dev.fundbell.sse.local;

import org.jspecify.annotations.NullMarked;
