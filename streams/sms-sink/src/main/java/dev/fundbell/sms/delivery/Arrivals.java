package dev.fundbell.sms.delivery;

import java.time.Clock;
import java.util.List;

/**
 * Takes notifications in: once this returns they are in the database, and will be sent.
 */
public final class Arrivals {

	private final Deliveries deliveries;

	private final Slots slots;

	private final Clock clock;

	Arrivals(Deliveries deliveries, Slots slots, Clock clock) {
		this.deliveries = deliveries;
		this.slots = slots;
		this.clock = clock;
	}

	/**
	 * Takes some in, those that are known aside.
	 * @param arrived in the order in which each user is to get them
	 */
	public void accept(List<NewDelivery> arrived) {
		if (!arrived.isEmpty()) {
			this.deliveries.accept(arrived, this.clock.instant());
			this.slots.wake();
		}
	}

}
