package dev.fundbell.dataflow.server.alert;

/**
 * Something that is wrong now.
 *
 * @param kind what
 * @param schedule the schedule's name
 * @param subject the run's id if it is about one run, otherwise empty; kind, schedule and
 * subject make it one and the same
 * @param message a sentence for operators
 */
record Condition(AlertKind kind, String schedule, String subject, String message) {

	boolean isOf(Alert alert) {
		return alert.kind() == this.kind && alert.schedule().equals(this.schedule)
				&& alert.subject().equals(this.subject);
	}

}
