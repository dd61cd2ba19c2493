/**
 * A task that waits, fails or ends as its launch says, for tests of the Data Flow server.
 */
@NullMarked
package dev.fundbell.dataflow.probe;

import org.jspecify.annotations.NullMarked;
