package dev.fundbell.sms.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import dev.fundbell.database.ClockSkew;
import dev.fundbell.database.ClockSkewException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.TransactionException;

/**
 * Periodic work on deliveries: releases those whose quiet hours are over, gives up the
 * claims of dead sinks, and polls gateways for unknown outcomes and receipts. Each
 * instance does it for all; row locks keep them apart.
 */
final class DeliveryMaintenance {

	private static final Logger log = LoggerFactory.getLogger(DeliveryMaintenance.class);

	private static final int ROWS = 1000;

	private final HeldDeliveries held;

	private final DeadClaims deadClaims;

	private final BlockedDeliveries blocked;

	private final ClaimLock claimLock;

	private final StatusPoller statusPoller;

	private final InFlightLimit inFlight;

	private final Duration askAfter;

	private final ClockSkew skew;

	private final Clock clock;

	private long lastBlocked;

	/**
	 * Maintenance of deliveries.
	 * @param askAfter when gateways are first asked about the deliveries of a dead sink
	 */
	DeliveryMaintenance(HeldDeliveries held, DeadClaims deadClaims, BlockedDeliveries blocked, ClaimLock claimLock,
			StatusPoller statusPoller, InFlightLimit inFlight, Duration askAfter, ClockSkew skew, Clock clock) {
		this.held = held;
		this.deadClaims = deadClaims;
		this.blocked = blocked;
		this.claimLock = claimLock;
		this.statusPoller = statusPoller;
		this.inFlight = inFlight;
		this.askAfter = askAfter;
		this.skew = skew;
		this.clock = clock;
	}

	@Scheduled(fixedDelayString = "PT0.5S")
	void release() {
		quietly(() -> {
			int released = this.held.release(this.clock.instant(), ROWS);
			while (released > 0) {
				this.inFlight.wake();
				released = this.held.release(this.clock.instant(), ROWS);
			}
		});
	}

	/** One page at a time: however many are blocked, this costs the same. */
	@Scheduled(fixedDelayString = "PT5S")
	void releaseOrphans() {
		quietly(() -> this.lastBlocked = this.blocked.releaseOrphans(this.lastBlocked, ROWS, this.clock.instant()));
	}

	@Scheduled(fixedDelayString = "PT2S")
	void abandon() {
		quietly(() -> this.deadClaims.names().stream().filter(this.claimLock::isFree).forEach(this::abandon));
	}

	private void abandon(String claim) {
		Instant now = this.clock.instant();
		int abandoned = this.deadClaims.abandon(claim, now, now.plus(this.askAfter));
		log.warn("{} has ended with {} deliveries in flight: they are UNKNOWN, and gateways are asked about them "
				+ "from {} on", claim, abandoned, this.askAfter);
	}

	@Scheduled(fixedDelayString = "PT0.5S")
	void pollStatus() {
		pollStatus(DeliveryState.UNKNOWN);
	}

	@Scheduled(fixedDelayString = "PT0.5S")
	void pollReceipts() {
		pollStatus(DeliveryState.SENT);
	}

	private void pollStatus(DeliveryState state) {
		quietly(() -> {
			while (this.statusPoller.poll(state)) {
				log.debug("There is more to ask");
			}
		});
	}

	private void quietly(Runnable work) {
		try {
			this.skew.check();
			work.run();
		}
		catch (DataAccessException | TransactionException | ClockSkewException ex) {
			// The dispatcher says so, and health too.
			log.debug("Tried again soon", ex);
		}
		catch (RuntimeException ex) {
			log.error("The maintenance of deliveries goes on after an error", ex);
		}
	}

}
