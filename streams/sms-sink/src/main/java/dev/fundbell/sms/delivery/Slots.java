package dev.fundbell.sms.delivery;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Bounds how many deliveries are in hand, and wakes the one thread that claims when there
 * is room or news. Thread-safe.
 */
final class Slots {

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition change = this.lock.newCondition();

	private final int size;

	private int taken;

	private boolean news;

	Slots(int size) {
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
			// The next message of a user whose last is done may be due.
			this.news = true;
		});
	}

	/** Something has arrived. */
	void wake() {
		change(() -> this.news = true);
	}

	/**
	 * Waits until an eighth of the slots is free, so that claims are not made one by one.
	 * @return how many are free
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

	/** Waits until something has arrived or become free since the last time. */
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

	/** Waits until nothing is in hand. */
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
