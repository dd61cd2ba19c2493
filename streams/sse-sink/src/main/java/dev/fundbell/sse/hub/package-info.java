/**
 * The hub: the subscribers of this instance, and how a frame reaches each of them without
 * one waiting for another.
 */
@NullMarked
package dev.fundbell.sse.hub;

import org.jspecify.annotations.NullMarked;
