package dev.fundbell.sms.delivery;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * State machine of a delivery on its way to a phone. Each state names the states that may
 * follow it; a state that none follows is an end. {@code docs/states.md} draws it. The
 * names are stored.
 */
public enum DeliveryState {

	/** Waits to be sent, from its due time on. */
	WAITING,
	/** Waits behind an earlier delivery to the same user. */
	BLOCKED,
	/** Waits for the end of the recipient's quiet hours. */
	HELD,
	/** Claimed by a sink, which is about to call a gateway or has called it. */
	CLAIMED,
	/** Accepted by a gateway. */
	SENT,
	/** Possibly at a gateway: its status is queried, and it is not resent meanwhile. */
	UNKNOWN,
	/** On the phone, as the gateway says. */
	DELIVERED,
	/** Accepted by a gateway, which could not bring it to the phone. */
	UNDELIVERED,
	/** Refused for good: it stays until an operator redrives it. */
	FAILED,
	/** Stale, read, expired or too old when it was about to be sent. */
	WITHDRAWN,
	/** Not wanted or not possible: its user has opted out or has no mobile number. */
	SKIPPED;

	private static final Map<DeliveryState, Set<DeliveryState>> NEXT = Map.of(WAITING,
			EnumSet.of(BLOCKED, CLAIMED, DELIVERED), BLOCKED, EnumSet.of(WAITING), HELD, EnumSet.of(WAITING), CLAIMED,
			EnumSet.of(WAITING, HELD, SENT, UNKNOWN, DELIVERED, UNDELIVERED, FAILED, WITHDRAWN, SKIPPED), SENT,
			EnumSet.of(DELIVERED, UNDELIVERED), UNKNOWN,
			EnumSet.of(WAITING, HELD, SENT, DELIVERED, UNDELIVERED, FAILED, WITHDRAWN, SKIPPED), UNDELIVERED,
			EnumSet.of(WAITING, DELIVERED), FAILED, EnumSet.of(WAITING));

	/**
	 * The states that may follow.
	 * @return none, if this is an end
	 */
	public Set<DeliveryState> next() {
		return NEXT.getOrDefault(this, Set.of());
	}

	/** Whether later deliveries to the same user wait behind one in this state. */
	boolean isOpen() {
		return this == WAITING || this == BLOCKED || this == HELD || this == CLAIMED;
	}

}
