/**
 * A Java agent for tests: it shifts the wall clock of a whole JVM, libraries included, so
 * that real processes can be run on another day.
 */
@NullMarked
package dev.fundbell.test.clock;

import org.jspecify.annotations.NullMarked;
