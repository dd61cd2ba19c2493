package dev.fundbell.sms.delivery;

import dev.fundbell.event.NotificationEvent;
import dev.fundbell.event.NotificationEventJson;

/**
 * A delivery that this instance has claimed.
 *
 * @param id the delivery's id
 * @param claim the name that it is claimed under
 * @param round counts from 1, one more with each redrive
 * @param source where its record was: topic-partition-offset
 * @param record the bytes of its record
 * @param event the notification in these bytes
 */
record Delivery(long id, String claim, int round, String source, byte[] record, NotificationEvent event) {

	static Delivery of(long id, String claim, int round, String source, byte[] record) {
		return new Delivery(id, claim, round, source, record, NotificationEventJson.read(record));
	}

	/** The idempotency key that gateways get: the same until an operator redrives it. */
	String reference() {
		return reference(this.event.notificationId(), this.round);
	}

	static String reference(long notificationId, int round) {
		return "fundbell-" + notificationId + "-" + round;
	}

	/** Without text: it is personal data. */
	@Override
	public String toString() {
		return "delivery " + this.id;
	}

}
