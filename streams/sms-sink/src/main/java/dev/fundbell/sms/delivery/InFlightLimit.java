package dev.fundbell.sms.delivery;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Limit of the deliveries in flight, which is the sink's backpressure. It also wakes the
 * claiming thread when there is room or something new to claim. Thread-safe.
 */
final class InFlightLimit {

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition change = this.lock.newCondition();

	private final int size;

	private int taken;

	private boolean news;

	InFlightLimit(int size) {
		this.size = size;
	}

	int taken() {
		this.lock.lock();
		try {
			return this.taken;
		}
		finally {
			this.lock.unlock();
		}
	}

	void take(int number) {
		change(() -> this.taken += number);
	}

	void free(int number) {
		change(() -> {
			this.taken -= number;
			// The user's next delivery may be due now.
			this.news = true;
		});
	}

	/** Wakes the claiming thread: something may be due. */
	void wake() {
		change(() -> this.news = true);
	}

	/**
	 * Waits until an eighth of the limit is free, so that claims are not made one by one.
	 * @return the number of deliveries that may be claimed
	 */
	int awaitRoom(Duration atMost) throws InterruptedException {
		int worthwhile = Math.max(1, this.size / 8);
		this.lock.lock();
		try {
			long nanos = atMost.toNanos();
			while (this.size - this.taken < worthwhile && nanos > 0) {
				nanos = this.change.awaitNanos(nanos);
			}
			return this.size - this.taken;
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Waits until something has arrived or ended since the last call. */
	void awaitNews(Duration atMost) throws InterruptedException {
		this.lock.lock();
		try {
			if (!this.news) {
				this.change.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
			}
			this.news = false;
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Waits until nothing is in flight. */
	boolean awaitEmpty(Duration atMost) throws InterruptedException {
		this.lock.lock();
		try {
			long nanos = atMost.toNanos();
			while (this.taken > 0 && nanos > 0) {
				nanos = this.change.awaitNanos(nanos);
			}
			return this.taken == 0;
		}
		finally {
			this.lock.unlock();
		}
	}

	private void change(Runnable what) {
		this.lock.lock();
		try {
			what.run();
			this.change.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

}
