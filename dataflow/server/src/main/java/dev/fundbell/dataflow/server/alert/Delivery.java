package dev.fundbell.dataflow.server.alert;

/**
 * Message of an alert to one channel. It is sent until the channel takes it.
 *
 * @param id the number of its row
 * @param alert the alert
 * @param event the event that it tells of
 * @param channel the name of the channel
 * @param attempts how often it was tried
 */
record Delivery(long id, Alert alert, AlertEvent event, String channel, int attempts) {

	/** Returns a key by which the receiver knows a repetition (idempotency key). */
	String key() {
		return this.alert.id() + "-" + this.event.word();
	}

}
