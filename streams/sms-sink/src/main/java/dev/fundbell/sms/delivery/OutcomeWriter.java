package dev.fundbell.sms.delivery;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.TransactionException;

/**
 * Writer of outcomes, in one thread, in batches of those that have gathered meanwhile.
 * While the database is away it retries without end. A delivery counts as in flight until
 * its outcome is stored, so the limit of deliveries in flight bounds the queue.
 */
final class OutcomeWriter {

	private static final Logger log = LoggerFactory.getLogger(OutcomeWriter.class);

	private static final int BATCH = 500;

	private static final Duration PAUSE = Duration.ofMillis(500);

	/** So long the first of a batch waits for others, which share its commit. */
	private static final Duration GATHERING = Duration.ofMillis(10);

	private final BlockingQueue<DeliveryOutcome> outcomes = new LinkedBlockingQueue<>();

	private final Deliveries deliveries;

	private final InFlightLimit inFlight;

	private final OutcomeListener listener;

	private final Clock clock;

	private volatile boolean running = true;

	OutcomeWriter(Deliveries deliveries, InFlightLimit inFlight, OutcomeListener listener, Clock clock) {
		this.deliveries = deliveries;
		this.inFlight = inFlight;
		this.listener = listener;
		this.clock = clock;
	}

	void add(DeliveryOutcome outcome) {
		this.outcomes.add(outcome);
	}

	/** Writes until {@link #end} is called and nothing is left to write. */
	void run() {
		List<DeliveryOutcome> batch = new ArrayList<>();
		try {
			while (this.running || !this.outcomes.isEmpty()) {
				DeliveryOutcome first = this.outcomes.poll(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
				if (first != null) {
					batch.add(first);
					TimeUnit.MILLISECONDS.sleep(GATHERING.toMillis());
					this.outcomes.drainTo(batch, BATCH - 1);
					writeWhateverHappens(batch);
					batch.clear();
				}
			}
		}
		catch (InterruptedException ex) {
			log.error("{} outcomes could not be written; gateways will be asked about their deliveries",
					batch.size() + this.outcomes.size());
			Thread.currentThread().interrupt();
		}
	}

	void end() {
		this.running = false;
	}

	/** An error, such as for want of memory, must not end the only thread that writes. */
	private void writeWhateverHappens(List<DeliveryOutcome> batch) throws InterruptedException {
		try {
			write(batch);
		}
		catch (RuntimeException | Error ex) {
			log.error("{} outcomes are written again after an error", batch.size(), ex);
			this.outcomes.addAll(batch);
			TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
		}
	}

	private void write(List<DeliveryOutcome> batch) throws InterruptedException {
		try {
			writeUntilStored(batch);
		}
		catch (DataIntegrityViolationException ex) {
			if (batch.size() > 1) {
				for (DeliveryOutcome each : batch) {
					write(List.of(each));
				}
				return;
			}
			log.error("The outcome of {} cannot be written; it stays CLAIMED while this sink lives", batch, ex);
		}
		tell(List.copyOf(batch));
	}

	private void writeUntilStored(List<DeliveryOutcome> batch) throws InterruptedException {
		boolean failed = false;
		while (true) {
			try {
				this.deliveries.write(batch, this.clock.instant());
				return;
			}
			catch (DataIntegrityViolationException ex) {
				throw ex;
			}
			catch (DataAccessException | TransactionException ex) {
				if (!failed) {
					log.warn("Outcomes cannot be written, and nothing new is sent until they are: {}", ex.toString());
				}
				failed = true;
				TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
			}
		}
	}

	private void tell(List<DeliveryOutcome> batch) {
		this.inFlight.free(batch.size());
		try {
			this.listener.stored(batch);
		}
		catch (RuntimeException ex) {
			log.error("Writing outcomes goes on after an error", ex);
		}
	}

}
