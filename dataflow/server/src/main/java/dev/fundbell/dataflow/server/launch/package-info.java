/** The launch of a task: its arguments and properties as typed, and its execution. */
@NullMarked
package dev.fundbell.dataflow.server.launch;

import org.jspecify.annotations.NullMarked;
