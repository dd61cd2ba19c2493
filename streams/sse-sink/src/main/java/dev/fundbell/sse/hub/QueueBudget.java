package dev.fundbell.sse.hub;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Budget of the bytes in all queues together (backpressure). The bound of one queue times
 * the connections is more than a heap: it is meant for a few slow clients, not for a
 * network that becomes slow for all. Thread-safe.
 */
final class QueueBudget {

	private final long max;

	private final AtomicLong used = new AtomicLong();

	QueueBudget(long max) {
		this.max = max;
	}

	void add(long bytes) {
		this.used.addAndGet(bytes);
	}

	boolean isExceeded() {
		return this.used.get() > this.max;
	}

	long used() {
		return this.used.get();
	}

}
