package dev.fundbell.benchmarks.faults;

/**
 * How much there is at the places of the flow.
 *
 * @param notifications that are published
 * @param messages that the gateway has taken
 * @param events that have come to their subscribers
 */
record Counts(long notifications, long messages, long events) {

	Counts since(Counts before) {
		return new Counts(this.notifications - before.notifications, this.messages - before.messages,
				this.events - before.events);
	}

}
