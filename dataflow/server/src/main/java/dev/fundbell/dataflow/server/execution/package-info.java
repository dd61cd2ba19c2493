/**
 * The records of executions: their creation, and the tables in which Data Flow keeps
 * them.
 */
@NullMarked
package dev.fundbell.dataflow.server.execution;

import org.jspecify.annotations.NullMarked;
