package dev.fundbell.sms.admin;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.fundbell.sms.delivery.Deliveries;
import dev.fundbell.sms.delivery.DeliveryState;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Metric of the backlog: how long the longest-due delivery has been due. All instances
 * report the same value, since it is read from the database.
 */
@Component
class BacklogMetrics {

	private final Deliveries deliveries;

	private final Clock clock;

	private final Map<DeliveryState, Double> seconds = new ConcurrentHashMap<>();

	BacklogMetrics(Deliveries deliveries, Clock clock, MeterRegistry registry) {
		this.deliveries = deliveries;
		this.clock = clock;
		gauge(DeliveryState.WAITING, registry);
		gauge(DeliveryState.UNKNOWN, registry);
	}

	private void gauge(DeliveryState state, MeterRegistry registry) {
		Gauge.builder("fundbell.sms.overdue", () -> this.seconds.getOrDefault(state, Double.NaN))
			.description("For how long the delivery that is due longest has been due")
			.baseUnit("seconds")
			.tag("state", state.name().toLowerCase(Locale.ROOT))
			.register(registry);
	}

	@Scheduled(fixedDelayString = "PT15S")
	void observe() {
		Instant now = this.clock.instant();
		for (DeliveryState state : new DeliveryState[] { DeliveryState.WAITING, DeliveryState.UNKNOWN }) {
			try {
				Instant oldest = this.deliveries.oldest(state);
				this.seconds.put(state,
						(oldest != null) ? Math.max(0, Duration.between(oldest, now).toMillis() / 1000.0) : 0);
			}
			catch (DataAccessException ex) {
				this.seconds.remove(state);
			}
		}
	}

}
