/** Schedules on the local platform, for which Data Flow itself has none. */
@NullMarked
package dev.fundbell.dataflow.server.schedule;

import org.jspecify.annotations.NullMarked;
