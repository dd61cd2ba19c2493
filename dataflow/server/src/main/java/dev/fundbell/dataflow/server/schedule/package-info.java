/**
 * Schedules of tasks on the local platform, for which Data Flow has none, and on
 * Kubernetes, in place of its CronJobs.
 */
@NullMarked
package dev.fundbell.dataflow.server.schedule;

import org.jspecify.annotations.NullMarked;
