/**
 * Schedules for the local platform, which Data Flow itself has none for.
 */
@NullMarked
package dev.fundbell.dataflow.server.schedule;

import org.jspecify.annotations.NullMarked;
