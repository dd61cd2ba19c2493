package dev.fundbell.dataflow.server.alert;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Alert: something that was found wrong with a schedule, and of which operators are told.
 *
 * @param id the number of its row
 * @param kind the kind of fault
 * @param schedule the schedule's name
 * @param subject the run's id if it is about one run, otherwise empty
 * @param message a sentence for operators
 * @param raised when it was found
 * @param resolved when it was over; null while it is not
 */
record Alert(long id, AlertKind kind, String schedule, String subject, String message, Instant raised,
		@Nullable Instant resolved) {
}
