/**
 * The fault matrix: flows run while each part stands still, is killed, has a full disk or
 * a wrong clock.
 */
@NullMarked
package dev.fundbell.benchmarks.faults;

import org.jspecify.annotations.NullMarked;
