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
 * What is to be done once in a while, by any instance: let go what was held, find what
 * dead sinks have left, ask about what is not known.
 */
final class Upkeep {

	private static final Logger log = LoggerFactory.getLogger(Upkeep.class);

	private static final int ROWS = 1000;

	private final Deliveries deliveries;

	private final Claimant claimant;

	private final Inquiries inquiries;

	private final Slots slots;

	private final SmsSinkProperties properties;

	private final Clock clock;

	Upkeep(Deliveries deliveries, Claimant claimant, Inquiries inquiries, Slots slots, SmsSinkProperties properties,
			Clock clock) {
		this.deliveries = deliveries;
		this.claimant = claimant;
		this.inquiries = inquiries;
		this.slots = slots;
		this.properties = properties;
		this.clock = clock;
	}

	@Scheduled(fixedDelayString = "PT0.5S")
	void release() {
		quietly(() -> {
			int released = this.deliveries.release(this.clock.instant(), ROWS);
			while (released > 0) {
				this.slots.wake();
				released = this.deliveries.release(this.clock.instant(), ROWS);
			}
		});
	}

	@Scheduled(fixedDelayString = "PT2S")
	void abandon() {
		quietly(() -> this.deliveries.claimants().stream().filter(this.claimant::isGone).forEach(this::abandon));
	}

	private void abandon(String claim) {
		Duration askAfter = this.properties.unknown().askAfter();
		Instant now = this.clock.instant();
		int abandoned = this.deliveries.abandon(claim, now, now.plus(askAfter));
		log.warn(
				"{} has ended with {} deliveries in hand: they are UNKNOWN, and gateways are asked about them from {} on",
				claim, abandoned, askAfter);
	}

	@Scheduled(fixedDelayString = "PT0.5S")
	void ask() {
		quietly(() -> {
			while (this.inquiries.ask()) {
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
