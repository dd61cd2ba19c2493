package dev.fundbell.sms.delivery;

import java.time.Clock;
import java.util.List;

/**
 * Intake of notifications, idempotent by notification id. When {@link #accept} returns,
 * they are in the database and will be sent, so that Kafka's offsets may be committed.
 */
public final class DeliveryIntake {

	private final Deliveries deliveries;

	private final InFlightLimit inFlight;

	private final Clock clock;

	DeliveryIntake(Deliveries deliveries, InFlightLimit inFlight, Clock clock) {
		this.deliveries = deliveries;
		this.inFlight = inFlight;
		this.clock = clock;
	}

	/**
	 * Stores new deliveries; ignores those already stored.
	 * @param arrived in the order in which each user is to get them
	 */
	public void accept(List<NewDelivery> arrived) {
		if (!arrived.isEmpty()) {
			this.deliveries.accept(arrived, this.clock.instant());
			this.inFlight.wake();
		}
	}

}
