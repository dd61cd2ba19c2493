package dev.fundbell.sse.hub;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Drain of an instance that stops: closes all connections evenly over a time and in
 * random order, so that the other instances get the clients one after the other.
 */
final class Drain {

	private final SseHub hub;

	private final List<Subscriber> remaining;

	private final int total;

	private final long start;

	private final long duration;

	Drain(SseHub hub, Duration duration) {
		this.hub = hub;
		hub.startDraining();
		this.remaining = new ArrayList<>(hub.all().toList());
		Collections.shuffle(this.remaining);
		this.total = this.remaining.size();
		this.start = hub.now();
		this.duration = duration.toNanos();
	}

	/**
	 * Closes the connections that are due.
	 * @param now the hub's time
	 * @return whether all are closed
	 */
	boolean step(long now) {
		long elapsed = now - this.start;
		long due = (elapsed >= this.duration) ? this.total : (long) ((double) this.total * elapsed / this.duration);
		while (this.total - this.remaining.size() < due) {
			this.remaining.remove(this.remaining.size() - 1).close(CloseReason.DRAINED);
		}
		if (!this.remaining.isEmpty()) {
			return false;
		}
		// Some may have subscribed while the drain began.
		this.hub.all().forEach((subscriber) -> subscriber.close(CloseReason.DRAINED));
		return true;
	}

}
