package dev.fundbell.sse.replay;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

import dev.fundbell.sse.hub.CloseReason;
import dev.fundbell.sse.hub.Subscriber;
import dev.fundbell.sse.recent.Place;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.scheduling.TaskScheduler;
import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * Replays from the database: clients wait in a queue, and a few threads read the pages of
 * many of them at once. The queue needs no bound of its own, since each connection is in
 * it at most once. Clients stay connected when the database does not answer: their live
 * events go on, and the pages are read again later, with exponential backoff.
 * Thread-safe.
 */
final class StoredReplays {

	private static final int CLIENTS_AT_ONCE = 50;

	private static final Logger log = LoggerFactory.getLogger(StoredReplays.class);

	private final Queue<StoredHistory> queue = new ConcurrentLinkedQueue<>();

	private final AtomicInteger waiting = new AtomicInteger();

	private final StoredNotifications notifications;

	private final Executor executor;

	private final TaskScheduler scheduler;

	private final Clock clock;

	private BackOffExecution backOff = backOff();

	private boolean failing;

	StoredReplays(StoredNotifications notifications, Executor executor, TaskScheduler scheduler, Clock clock) {
		this.notifications = notifications;
		this.executor = executor;
		this.scheduler = scheduler;
		this.clock = clock;
	}

	private static BackOffExecution backOff() {
		ExponentialBackOff backOff = new ExponentialBackOff(Duration.ofSeconds(1).toMillis(), 2);
		backOff.setMaxInterval(Duration.ofSeconds(30).toMillis());
		backOff.setJitter(Duration.ofMillis(500).toMillis());
		return backOff.start();
	}

	/** Reads a client's next page as soon as a thread is free. */
	void enqueue(StoredHistory client) {
		this.waiting.incrementAndGet();
		this.queue.add(client);
		try {
			this.executor.execute(this::serveNext);
		}
		catch (RejectedExecutionException ex) {
			// The application stops; the client comes back to another instance.
			client.subscriber().close(CloseReason.DRAINED);
		}
	}

	/** Whether a client has been away for too long for a replay. */
	boolean isTooOld(Place place) {
		return this.notifications.isTooOld(place);
	}

	/** How many clients wait. */
	int waiting() {
		return this.waiting.get();
	}

	private void serveNext() {
		List<StoredHistory> clients = new ArrayList<>();
		while (clients.size() < CLIENTS_AT_ONCE) {
			StoredHistory client = this.queue.poll();
			if (client == null) {
				break;
			}
			this.waiting.decrementAndGet();
			if (!client.subscriber().isClosed()) {
				clients.add(client);
			}
		}
		if (!clients.isEmpty()) {
			serve(clients);
		}
	}

	private void serve(List<StoredHistory> clients) {
		List<List<StoredNotification>> pages;
		try {
			pages = this.notifications.nextPages(clients);
			succeeded();
		}
		catch (RuntimeException | Error ex) {
			Duration delay = failed(clients.size(), ex);
			clients.stream().map(StoredHistory::subscriber).forEach(Subscriber::onDelay);
			this.scheduler.schedule(() -> clients.forEach(this::enqueue), this.clock.instant().plus(delay));
			return;
		}
		for (int index = 0; index < clients.size(); index++) {
			clients.get(index).onRows(pages.get(index), pages.get(index).size() < this.notifications.pageSize());
		}
	}

	private synchronized void succeeded() {
		if (this.failing) {
			log.info("Missed notifications can be read again");
			this.failing = false;
			this.backOff = backOff();
		}
	}

	/** Logs the first of a series of failures, not each: there may be thousands. */
	private synchronized Duration failed(int clients, Throwable failure) {
		Duration delay = Duration.ofMillis(this.backOff.nextBackOff());
		if (!this.failing) {
			this.failing = true;
			log.warn(
					"The missed notifications of {} clients cannot be read; they stay connected, and it is tried again in {}: {}",
					clients, delay, failure.toString());
		}
		return delay;
	}

}
