package dev.fundbell.sms.delivery;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Dispatcher of due deliveries. One thread claims as many as the in-flight limit allows,
 * decides about each, and starts the calls. The calls end in the gateways' threads. A
 * second thread writes the outcomes. Backpressure comes from the limit alone: a delivery
 * counts as in flight until its outcome is stored.
 */
final class Dispatcher implements SmartLifecycle {

	private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);

	private static final Duration IDLE = Duration.ofMillis(500);

	private final Claims claims;

	private final Preparation preparation;

	private final MessageSender sender;

	private final InFlightLimit inFlight;

	private final OutcomeWriter outcomes;

	private final Duration drain;

	private volatile boolean running;

	private @Nullable Thread claiming;

	private @Nullable Thread writing;

	/**
	 * A dispatcher.
	 * @param drain how long to wait for calls in flight when it stops
	 */
	Dispatcher(Claims claims, Preparation preparation, MessageSender sender, InFlightLimit inFlight,
			OutcomeWriter outcomes, Duration drain) {
		this.claims = claims;
		this.preparation = preparation;
		this.sender = sender;
		this.inFlight = inFlight;
		this.outcomes = outcomes;
		this.drain = drain;
	}

	@Override
	public void start() {
		this.running = true;
		this.writing = thread("sms-outcomes", this.outcomes::run);
		this.claiming = thread("sms-dispatcher", this::run);
	}

	private static Thread thread(String name, Runnable work) {
		Thread thread = new Thread(work, name);
		thread.start();
		return thread;
	}

	private void run() {
		boolean failed = false;
		while (this.running) {
			try {
				round();
				failed = false;
			}
			catch (DataAccessException | TransactionException | SQLException ex) {
				if (!failed) {
					log.warn("Nothing can be claimed, and so nothing is sent, until the database is back: {}",
							ex.toString());
				}
				failed = true;
				pause();
			}
			catch (InterruptedException ex) {
				return;
			}
			catch (RuntimeException ex) {
				log.error("Sending goes on after an error", ex);
				pause();
			}
		}
	}

	private void pause() {
		try {
			TimeUnit.MILLISECONDS.sleep(IDLE.toMillis());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void round() throws InterruptedException, SQLException {
		int room = Math.min(this.inFlight.awaitRoom(IDLE), this.sender.room());
		List<Delivery> claimed = this.claims.claim(room);
		if (claimed.isEmpty()) {
			this.inFlight.awaitNews((room > 0) ? IDLE : IDLE.dividedBy(10));
			return;
		}
		this.inFlight.take(claimed.size());
		for (Decision decision : this.preparation.decide(claimed)) {
			if (decision.message() != null) {
				this.sender.send(decision.delivery(), decision.message()).thenAccept(this.outcomes::add);
			}
			else if (decision.outcome() != null) {
				this.outcomes.add(decision.outcome());
			}
		}
	}

	/** Claims nothing more, waits for the calls in flight, and stores their outcomes. */
	@Override
	public void stop() {
		this.running = false;
		this.inFlight.wake();
		try {
			join(this.claiming, this.drain);
			if (!this.inFlight.awaitEmpty(this.drain)) {
				log.warn("{} calls have no answer yet: they will be asked about", this.inFlight.taken());
			}
			this.outcomes.end();
			join(this.writing, this.drain.plus(IDLE.multipliedBy(2)));
			if (this.writing != null) {
				this.writing.interrupt();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		this.claims.release();
	}

	private static void join(@Nullable Thread thread, Duration atMost) throws InterruptedException {
		if (thread != null) {
			thread.join(Math.max(1, atMost.toMillis()));
		}
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

}
