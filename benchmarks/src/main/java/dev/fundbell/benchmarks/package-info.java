/**
 * How fast the flows are: the real task as a process of its own, the naive way, and the
 * limits of the database and the broker, in one run on one machine.
 */
@NullMarked
package dev.fundbell.benchmarks;

import org.jspecify.annotations.NullMarked;
