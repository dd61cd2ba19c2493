package dev.fundbell.dataflow.server.trace;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Trace of a notification, in the form in which REST shows it.
 *
 * @param id the notification's id
 * @param userId its user
 * @param type its kind
 * @param subjectId the coupon or funding that it is about
 * @param dueDate the date in its business key
 * @param message its text, if texts are shown
 * @param summary one sentence that answers why the user did not get it
 * @param execution Data Flow's execution that has created it, if it is on record
 * @param steps the steps in their order
 */
record ShownTrace(long id, long userId, String type, long subjectId, String dueDate, @Nullable String message,
		String summary, @Nullable Long execution, List<TraceStep> steps) {
}
