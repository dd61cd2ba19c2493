package dev.fundbell.dataflow.server;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Executor of the work that the server repeats as long as it runs. Each kind of work has
 * a thread of its own, so that one that hangs stops no other. A round that fails, for
 * example because the database is away, is logged once, and the next one comes all the
 * same.
 */
@Component
public class Rounds {

	private static final Logger log = LoggerFactory.getLogger(Rounds.class);

	private static final long SHUTDOWN_SECONDS = 20;

	private final List<Round> rounds = new CopyOnWriteArrayList<>();

	private final ScheduledThreadPoolExecutor threads = new ScheduledThreadPoolExecutor(0, threadFactory());

	/**
	 * Repeats some work, from the moment when the server is ready.
	 * @param pause the time between the end of a round and the next one
	 */
	public void every(Duration pause, String name, Runnable work) {
		this.rounds.add(new Round(pause, name, work));
	}

	// Not on ApplicationReadyEvent: Data Flow loads its platforms on that one.
	@EventListener
	void start(AvailabilityChangeEvent<ReadinessState> change) {
		if (change.getState() == ReadinessState.ACCEPTING_TRAFFIC) {
			start();
		}
	}

	/** Starts the rounds, unless they are started already. */
	public synchronized void start() {
		if (this.threads.getCorePoolSize() == 0) {
			this.threads.setCorePoolSize(Math.max(1, this.rounds.size()));
			this.rounds.forEach((round) -> this.threads.scheduleWithFixedDelay(round, 0, round.pause.toMillis(),
					TimeUnit.MILLISECONDS));
		}
	}

	/** Ends the rounds, and waits for those that are under way. */
	@EventListener(ContextClosedEvent.class)
	public void stop() {
		this.threads.shutdown();
		try {
			this.threads.awaitTermination(SHUTDOWN_SECONDS, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static ThreadFactory threadFactory() {
		AtomicInteger number = new AtomicInteger();
		return (work) -> {
			Thread thread = new Thread(work, "round-" + number.incrementAndGet());
			thread.setDaemon(true);
			return thread;
		};
	}

	private static final class Round implements Runnable {

		private final Duration pause;

		private final String name;

		private final Runnable work;

		private boolean failing;

		Round(Duration pause, String name, Runnable work) {
			this.pause = pause;
			this.name = name;
			this.work = work;
		}

		@Override
		public void run() {
			try {
				this.work.run();
				note(false, "goes on");
			}
			catch (RuntimeException ex) {
				note(true, "fails and is tried again every " + this.pause + ": " + ex);
			}
		}

		private void note(boolean fails, String how) {
			if (fails != this.failing) {
				this.failing = fails;
				log.warn("{} {}", this.name, how);
			}
		}

	}

}
