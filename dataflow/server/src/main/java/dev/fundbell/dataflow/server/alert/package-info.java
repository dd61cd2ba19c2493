/** Alerts on schedules: detection of faults, and messages to operators. */
@NullMarked
package dev.fundbell.dataflow.server.alert;

import org.jspecify.annotations.NullMarked;
