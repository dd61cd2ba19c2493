package dev.fundbell.sms.delivery;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.fundbell.sms.SmsSinkProperties;
import dev.fundbell.sms.provider.Route;
import dev.fundbell.sms.provider.Route.Routed;
import dev.fundbell.sms.provider.SmsMessage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Sends what is due: one thread claims, decides and begins calls, as many at a time as
 * there are slots; calls end wherever they end; one thread writes what became of them.
 */
final class Dispatcher implements SmartLifecycle {

	private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);

	private static final Duration IDLE = Duration.ofMillis(500);

	private static final Duration BLOCKED_FOR = Duration.ofSeconds(5);

	private final Deliveries deliveries;

	private final Claimant claimant;

	private final Preparation preparation;

	private final Route route;

	private final Slots slots;

	private final SmsSinkProperties properties;

	private final Clock clock;

	private final Results results;

	private volatile boolean running;

	private @Nullable Thread claiming;

	private @Nullable Thread writing;

	Dispatcher(Deliveries deliveries, Claimant claimant, Preparation preparation, Route route, Slots slots,
			Results results, SmsSinkProperties properties, Clock clock) {
		this.deliveries = deliveries;
		this.claimant = claimant;
		this.preparation = preparation;
		this.route = route;
		this.slots = slots;
		this.results = results;
		this.properties = properties;
		this.clock = clock;
	}

	@Override
	public void start() {
		this.running = true;
		this.writing = thread("sms-results", this.results::run);
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
		int room = Math.min(this.slots.awaitRoom(IDLE), this.route.room());
		// Also when there is no room: this is what keeps the name.
		String name = this.claimant.name();
		List<Delivery> claimed = (room > 0) ? claim(name, room) : List.of();
		if (claimed.isEmpty()) {
			this.slots.awaitNews((room > 0) ? IDLE : IDLE.dividedBy(10));
			return;
		}
		this.slots.take(claimed.size());
		for (Decision decision : decide(claimed)) {
			if (decision.message() != null) {
				send(decision.delivery(), decision.message());
			}
			else if (decision.settlement() != null) {
				this.results.add(decision.settlement());
			}
		}
	}

	private List<Delivery> claim(String name, int room) {
		try {
			return this.deliveries.claim(name, this.clock.instant(), room);
		}
		catch (DataAccessException | TransactionException ex) {
			// It may have been committed all the same: then they are found under a name
			// that nobody has.
			this.claimant.close();
			throw ex;
		}
	}

	private List<Decision> decide(List<Delivery> claimed) {
		try {
			return this.preparation.decide(claimed, this.clock.instant());
		}
		catch (RuntimeException ex) {
			log.warn("{} deliveries wait on, since it could not be decided what to do with them: {}", claimed.size(),
					ex.toString());
			Instant later = this.clock.instant().plus(IDLE);
			return claimed.stream()
				.map((each) -> Decision.settle(Settlement.until(later, each, DeliveryState.WAITING, "NOT_DECIDED")))
				.toList();
		}
	}

	private void send(Delivery delivery, SmsMessage message) {
		this.route.send(message)
			.whenComplete((routed, failure) -> this.results.add((routed != null) ? settlement(delivery, message, routed)
					: Settlement.until(askAt(), delivery, DeliveryState.UNKNOWN, failure.getClass().getSimpleName())));
	}

	private Settlement settlement(Delivery delivery, SmsMessage message, Routed routed) {
		DeliveryState state = switch (routed.result().outcome()) {
			case ACCEPTED -> DeliveryState.SENT;
			case REFUSED, TEMPORARY, UNAVAILABLE -> DeliveryState.FAILED;
			case UNKNOWN -> DeliveryState.UNKNOWN;
			case BLOCKED -> DeliveryState.WAITING;
		};
		Instant dueAt = switch (state) {
			case UNKNOWN -> askAt();
			case WAITING -> this.clock.instant().plus(BLOCKED_FOR);
			default -> null;
		};
		return Settlement.of(delivery, state, dueAt, routed, message.text().kind());
	}

	private Instant askAt() {
		return this.clock.instant().plus(this.properties.unknown().askAfter());
	}

	/** Begins nothing new, waits for answers, and writes them. */
	@Override
	public void stop() {
		this.running = false;
		this.slots.wake();
		try {
			join(this.claiming, this.properties.drain());
			if (!this.slots.awaitEmpty(this.properties.drain())) {
				log.warn("{} calls have no answer yet: they will be asked about", this.slots.taken());
			}
			this.results.end();
			join(this.writing, this.properties.drain().plus(IDLE.multipliedBy(2)));
			if (this.writing != null) {
				this.writing.interrupt();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		this.claimant.close();
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
