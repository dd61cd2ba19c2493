/** Deletion of old executions, with everything that belongs to them. */
@NullMarked
package dev.fundbell.dataflow.server.housekeeping;

import org.jspecify.annotations.NullMarked;
