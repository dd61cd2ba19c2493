package dev.fundbell.sms.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import dev.fundbell.database.ClockSkew;
import dev.fundbell.database.ClockSkewException;
import dev.fundbell.tracing.NotificationTracer;
import dev.fundbell.tracing.Stage;

/**
 * Intake of notifications, idempotent by notification id. When {@link #accept} returns,
 * they are in the database and will be sent, so that Kafka's offsets may be committed.
 */
public final class DeliveryIntake {

	private final Deliveries deliveries;

	private final InFlightLimit inFlight;

	private final Duration unreadAfter;

	private final ClockSkew skew;

	private final NotificationTracer tracer;

	private final Clock clock;

	/**
	 * An intake.
	 * @param unreadAfter how long after its publication a notification is due
	 */
	DeliveryIntake(Deliveries deliveries, InFlightLimit inFlight, Duration unreadAfter, ClockSkew skew,
			NotificationTracer tracer, Clock clock) {
		this.deliveries = deliveries;
		this.inFlight = inFlight;
		this.unreadAfter = unreadAfter;
		this.skew = skew;
		this.tracer = tracer;
		this.clock = clock;
	}

	/**
	 * Stores new deliveries; ignores those already stored.
	 * @param arrived in the order in which each user is to get them
	 * @throws ClockSkewException if the clock is wrong, and so would be the times at
	 * which they are due
	 */
	public void accept(List<NewDelivery> arrived) {
		if (!arrived.isEmpty()) {
			this.skew.check();
			Instant now = this.clock.instant();
			this.deliveries.accept(arrived, now, (each) -> dueAt(each, now));
			this.inFlight.wake();
			arrived.forEach((each) -> trace(each, now));
		}
	}

	private void trace(NewDelivery stored, Instant start) {
		if (this.tracer.traces(stored.notificationId())) {
			this.tracer.record(Stage.STORE_SMS, stored.notificationId(), start, this.clock.instant(),
					Map.of("kafka.record", stored.source()));
		}
	}

	/** The broker's clock may be ahead of ours: nothing was published later than now. */
	private Instant dueAt(NewDelivery arrived, Instant now) {
		Instant publishedAt = arrived.publishedAt().isBefore(now) ? arrived.publishedAt() : now;
		Instant dueAt = publishedAt.plus(this.unreadAfter);
		return dueAt.isBefore(now) ? now : dueAt;
	}

}
