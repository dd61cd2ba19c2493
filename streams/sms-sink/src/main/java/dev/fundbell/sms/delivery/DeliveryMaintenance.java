package dev.fundbell.sms.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import dev.fundbell.sms.SmsSinkProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.TransactionException;

/**
 * Periodic work on deliveries: releases those whose quiet hours are over, gives up the
 * claims of dead sinks, and polls gateways for unknown outcomes. Each instance does it
 * for all; row locks keep them apart.
 */
final class DeliveryMaintenance {

	private static final Logger log = LoggerFactory.getLogger(DeliveryMaintenance.class);

	private static final int ROWS = 1000;

	private final Deliveries deliveries;

	private final ClaimLock claimLock;

	private final StatusPoller statusPoller;

	private final InFlightLimit inFlight;

	private final SmsSinkProperties properties;

	private final Clock clock;

	DeliveryMaintenance(Deliveries deliveries, ClaimLock claimLock, StatusPoller statusPoller, InFlightLimit inFlight,
			SmsSinkProperties properties, Clock clock) {
		this.deliveries = deliveries;
		this.claimLock = claimLock;
		this.statusPoller = statusPoller;
		this.inFlight = inFlight;
		this.properties = properties;
		this.clock = clock;
	}

	@Scheduled(fixedDelayString = "PT0.5S")
	void release() {
		quietly(() -> {
			int released = this.deliveries.release(this.clock.instant(), ROWS);
			while (released > 0) {
				this.inFlight.wake();
				released = this.deliveries.release(this.clock.instant(), ROWS);
			}
		});
	}

	@Scheduled(fixedDelayString = "PT2S")
	void abandon() {
		quietly(() -> this.deliveries.claimNames().stream().filter(this.claimLock::isFree).forEach(this::abandon));
	}

	private void abandon(String claim) {
		Duration askAfter = this.properties.unknown().askAfter();
		Instant now = this.clock.instant();
		int abandoned = this.deliveries.abandon(claim, now, now.plus(askAfter));
		log.warn("{} has ended with {} deliveries in flight: they are UNKNOWN, and gateways are asked about them "
				+ "from {} on", claim, abandoned, askAfter);
	}

	@Scheduled(fixedDelayString = "PT0.5S")
	void pollStatus() {
		quietly(() -> {
			while (this.statusPoller.poll()) {
				log.debug("There is more to ask");
			}
		});
	}

	private static void quietly(Runnable work) {
		try {
			work.run();
		}
		catch (DataAccessException | TransactionException ex) {
			// The dispatcher says so, and health too.
			log.debug("Tried again soon", ex);
		}
	}

}
