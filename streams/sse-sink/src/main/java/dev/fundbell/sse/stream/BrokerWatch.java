package dev.fundbell.sse.stream;

import java.time.Duration;
import java.util.function.LongSupplier;

import dev.fundbell.sse.hub.CloseReason;
import dev.fundbell.sse.hub.SseHub;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.kafka.event.ConsumerStoppedEvent;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Watch over the connection to Kafka. While it is lost the streams would look alive, by
 * their heartbeats, and bring nothing. If the broker is silent for a while, all streams
 * end, with jitter, again and again: clients reconnect, perhaps to an instance that has
 * its broker. If the consumer has stopped for good, the instance is no longer live, so
 * that the platform restarts it.
 */
final class BrokerWatch {

	private static final Logger log = LoggerFactory.getLogger(BrokerWatch.class);

	private final HealthIndicator broker;

	private final SseHub hub;

	private final long patience;

	private final LongSupplier nanoTime;

	private final ApplicationEventPublisher events;

	private long since;

	BrokerWatch(HealthIndicator broker, SseHub hub, Duration patience, LongSupplier nanoTime,
			ApplicationEventPublisher events) {
		this.broker = broker;
		this.hub = hub;
		this.patience = patience.toNanos();
		this.nanoTime = nanoTime;
		this.events = events;
		this.since = nanoTime.getAsLong();
	}

	@Scheduled(fixedDelayString = "PT1S")
	void look() {
		Health health = this.broker.health();
		long now = this.nanoTime.getAsLong();
		if (health == null || health.getStatus().equals(Status.UP)) {
			this.since = now;
		}
		else if (this.patience != 0 && now - this.since >= this.patience) {
			log.warn("No notification reaches this instance: its streams end, and their clients come back");
			this.hub.reconnectAll(CloseReason.BROKER_AWAY);
			this.since = now;
		}
	}

	@EventListener
	void stopped(ConsumerStoppedEvent event) {
		if (event.getReason() != ConsumerStoppedEvent.Reason.NORMAL) {
			log.error("A Kafka consumer has stopped for good ({}): this instance must be restarted", event.getReason());
			AvailabilityChangeEvent.publish(this.events, this, LivenessState.BROKEN);
		}
	}

}
