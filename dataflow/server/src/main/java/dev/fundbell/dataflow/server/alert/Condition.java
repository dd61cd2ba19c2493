package dev.fundbell.dataflow.server.alert;

/**
 * Fault of a schedule that is there now.
 *
 * @param kind the kind of fault
 * @param schedule the schedule's name
 * @param subject the run's id if it is about one run, otherwise empty; kind, schedule and
 * subject identify the fault
 * @param message a sentence for operators
 */
record Condition(AlertKind kind, String schedule, String subject, String message) {

	boolean isOf(Alert alert) {
		return alert.kind() == this.kind && alert.schedule().equals(this.schedule)
				&& alert.subject().equals(this.subject);
	}

}
