/** Alerts on schedules: what is wrong, and who is told of it. */
@NullMarked
package dev.fundbell.dataflow.server.alert;

import org.jspecify.annotations.NullMarked;
