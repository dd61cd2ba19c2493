/** The records of executions: in which tables Data Flow keeps them. */
@NullMarked
package dev.fundbell.dataflow.server.execution;

import org.jspecify.annotations.NullMarked;
