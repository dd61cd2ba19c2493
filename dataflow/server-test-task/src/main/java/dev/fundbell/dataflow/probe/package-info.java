/**
 * Test fixture of the Data Flow server: a task that waits, fails or ends as its launch
 * says.
 */
@NullMarked
package dev.fundbell.dataflow.probe;

import org.jspecify.annotations.NullMarked;
