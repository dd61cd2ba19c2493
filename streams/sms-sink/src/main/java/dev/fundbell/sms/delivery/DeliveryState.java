package dev.fundbell.sms.delivery;

/** How far a notification has come on its way to a phone. */
public enum DeliveryState {

	/** It waits to be sent, after what came earlier for the same user. */
	WAITING,
	/** It waits for the end of the quiet hours. */
	HELD,
	/** A sink has it in hand. */
	CLAIMED,
	/** A gateway has accepted it. */
	SENT,
	/** A gateway may have it: it is asked. It is never sent again by itself. */
	UNKNOWN,
	/** No gateway took it: it is in the dead letters until somebody redrives it. */
	FAILED,
	/** It was not worth sending any more. */
	WITHDRAWN,
	/** Its user has no phone number, or wants no SMS. */
	SKIPPED

}
