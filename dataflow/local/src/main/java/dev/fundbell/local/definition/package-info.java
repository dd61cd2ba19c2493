/**
 * The scripts in {@code dataflow/definitions}, which list all apps, tasks, schedules and
 * streams, and their application to a Data Flow server.
 */
@NullMarked
package dev.fundbell.local.definition;

import org.jspecify.annotations.NullMarked;
