/**
 * The naive job: the flow as one would write it first. The task's speed is compared to
 * it.
 */
@NullMarked
package dev.fundbell.benchmarks.naive;

import org.jspecify.annotations.NullMarked;
