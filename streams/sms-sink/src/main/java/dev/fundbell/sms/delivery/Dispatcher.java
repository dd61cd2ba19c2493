package dev.fundbell.sms.delivery;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import dev.fundbell.database.ClockSkewException;
import dev.fundbell.sms.delivery.DueDeliveries.Claimed;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * SMS dispatcher: sends the deliveries that are due. Spring starts and stops it with the
 * sink. One thread claims as many deliveries as the in-flight limit allows, decides about
 * each, and starts the calls. The calls end in the gateways' threads, and a second thread
 * writes the outcomes. Backpressure comes from the limit alone: a delivery counts as in
 * flight until its outcome is stored. Each claimed delivery gets an outcome, also after
 * an error. While the database is away nothing is claimed, and the threads try again. If
 * one of them ends all the same, {@link #isSending} is false, and liveness says so.
 */
final class Dispatcher implements SmartLifecycle, SendingState {

	private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);

	private static final Duration IDLE = Duration.ofMillis(500);

	private final Claims claims;

	private final Preparation preparation;

	private final MessageSender sender;

	private final InFlightLimit inFlight;

	private final OutcomeWriter outcomes;

	private final Duration drain;

	private final Clock clock;

	private volatile boolean running;

	private volatile @Nullable Thread claiming;

	private volatile @Nullable Thread writing;

	/**
	 * A dispatcher.
	 * @param drain how long to wait for calls in flight when it stops
	 */
	Dispatcher(Claims claims, Preparation preparation, MessageSender sender, InFlightLimit inFlight,
			OutcomeWriter outcomes, Duration drain, Clock clock) {
		this.claims = claims;
		this.preparation = preparation;
		this.sender = sender;
		this.inFlight = inFlight;
		this.outcomes = outcomes;
		this.drain = drain;
		this.clock = clock;
	}

	@Override
	public void start() {
		this.writing = new Thread(this.outcomes::run, "sms-outcomes");
		this.writing.start();
		this.claiming = new Thread(this::run, "sms-dispatcher");
		this.running = true;
		this.claiming.start();
	}

	private void run() {
		boolean failed = false;
		while (this.running) {
			try {
				round();
				failed = false;
			}
			catch (DataAccessException | TransactionException | SQLException | ClockSkewException ex) {
				if (!failed) {
					log.warn("Nothing can be claimed, and so nothing is sent, until this is over: {}", ex.toString());
				}
				failed = true;
				pause();
			}
			catch (InterruptedException ex) {
				return;
			}
			catch (RuntimeException | Error ex) {
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
		Instant now = this.clock.instant();
		Claimed claimed = this.claims.claim(room);
		if (!claimed.deliveries().isEmpty()) {
			this.inFlight.take(claimed.deliveries().size());
			dispatch(claimed.deliveries(), now);
		}
		else if (!claimed.cleared()) {
			this.inFlight.awaitNews((room > 0) ? IDLE : IDLE.dividedBy(10));
		}
	}

	/** Each claimed delivery gets an outcome, whatever fails. */
	private void dispatch(List<Delivery> claimed, Instant claimedAt) {
		Map<Long, Delivery> undecided = new LinkedHashMap<>();
		claimed.forEach((each) -> undecided.put(each.id(), each));
		try {
			for (Decision decision : this.preparation.decide(claimed)) {
				undecided.remove(decision.delivery().id());
				dispatch(decision, claimedAt);
			}
		}
		finally {
			undecided.values()
				.forEach((each) -> this.outcomes.add(DeliveryOutcome.until(this.clock.instant().plus(IDLE), each,
						DeliveryState.WAITING, "NOT_DECIDED")));
		}
	}

	private void dispatch(Decision decision, Instant claimedAt) {
		if (decision.message() != null) {
			this.sender.send(decision.delivery(), decision.message(), claimedAt).thenAccept(this.outcomes::add);
		}
		else if (decision.outcome() != null) {
			this.outcomes.add(decision.outcome());
		}
	}

	@Override
	public boolean isSending() {
		Thread one = this.claiming;
		Thread other = this.writing;
		return !this.running || (one != null && one.isAlive() && other != null && other.isAlive());
	}

	/** Claims nothing more, waits for the calls in flight, and stores their outcomes. */
	@Override
	public void stop() {
		this.running = false;
		this.inFlight.wake();
		try {
			this.sender.end();
			join(this.claiming, this.drain);
			if (!this.inFlight.awaitEmpty(this.drain)) {
				log.warn("{} calls have no answer yet: they will be asked about", this.inFlight.taken());
			}
			this.outcomes.end();
			join(this.writing, this.drain.plus(IDLE.multipliedBy(2)));
			interrupt(this.writing);
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

	private static void interrupt(@Nullable Thread thread) {
		if (thread != null) {
			thread.interrupt();
		}
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

}
