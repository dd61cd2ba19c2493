package dev.fundbell.sms.delivery;

/** State of a delivery on its way to a phone. */
public enum DeliveryState {

	/** Waits to be sent, after earlier deliveries to the same user. */
	WAITING,
	/** Waits for the end of the recipient's quiet hours. */
	HELD,
	/** Claimed by a sink, which is about to call a gateway or has called it. */
	CLAIMED,
	/** Accepted by a gateway. */
	SENT,
	/** Possibly at a gateway: its status is queried, and it is never resent by itself. */
	UNKNOWN,
	/** Taken by no gateway: it stays until an operator redrives it. */
	FAILED,
	/** Stale, expired or too old when it was about to be sent. */
	WITHDRAWN,
	/** Not wanted or not possible: its user has opted out or has no phone number. */
	SKIPPED

}
