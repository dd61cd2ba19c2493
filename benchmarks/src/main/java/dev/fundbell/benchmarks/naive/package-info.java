/** The flow as one would write it first: what the task's speed is compared to. */
@NullMarked
package dev.fundbell.benchmarks.naive;

import org.jspecify.annotations.NullMarked;
