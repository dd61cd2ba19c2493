package dev.fundbell.sms.delivery;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.TransactionException;

/**
 * Writes what became of deliveries, in batches of what has gathered while the last was
 * written. A delivery keeps its slot until it is written, which bounds what gathers while
 * the database is away; then it is tried again and again.
 */
final class Results {

	private static final Logger log = LoggerFactory.getLogger(Results.class);

	private static final int BATCH = 500;

	private static final Duration PAUSE = Duration.ofMillis(500);

	private final BlockingQueue<Settlement> settled = new LinkedBlockingQueue<>();

	private final Deliveries deliveries;

	private final Clock clock;

	private final Consumer<List<Settlement>> written;

	private volatile boolean running = true;

	/**
	 * Results of deliveries.
	 * @param written is told what has been written
	 */
	Results(Deliveries deliveries, Clock clock, Consumer<List<Settlement>> written) {
		this.deliveries = deliveries;
		this.clock = clock;
		this.written = written;
	}

	void add(Settlement settlement) {
		this.settled.add(settlement);
	}

	/** Writes until told to end, and then what is left. */
	void run() {
		List<Settlement> batch = new ArrayList<>();
		try {
			while (this.running || !this.settled.isEmpty()) {
				Settlement first = this.settled.poll(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
				if (first != null) {
					batch.add(first);
					this.settled.drainTo(batch, BATCH - 1);
					write(batch);
					batch.clear();
				}
			}
		}
		catch (InterruptedException ex) {
			log.error("{} results could not be written; their deliveries will be asked about",
					batch.size() + this.settled.size());
			Thread.currentThread().interrupt();
		}
	}

	/** Ends when everything is written. */
	void end() {
		this.running = false;
	}

	private void write(List<Settlement> batch) throws InterruptedException {
		try {
			writeUntilItIsDone(batch);
		}
		catch (DataIntegrityViolationException ex) {
			if (batch.size() > 1) {
				for (Settlement each : batch) {
					write(List.of(each));
				}
				return;
			}
			log.error("What became of {} cannot be written; it stays CLAIMED while this sink lives", batch, ex);
		}
		tell(List.copyOf(batch));
	}

	private void writeUntilItIsDone(List<Settlement> batch) throws InterruptedException {
		boolean failed = false;
		while (true) {
			try {
				this.deliveries.settle(batch, this.clock.instant());
				return;
			}
			catch (DataIntegrityViolationException ex) {
				throw ex;
			}
			catch (DataAccessException | TransactionException ex) {
				if (!failed) {
					log.warn("Results cannot be written, and nothing new is sent until they are: {}", ex.toString());
				}
				failed = true;
				TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
			}
		}
	}

	private void tell(List<Settlement> batch) {
		try {
			this.written.accept(batch);
		}
		catch (RuntimeException ex) {
			log.error("Writing results goes on after an error", ex);
		}
	}

}
