package dev.fundbell.publish;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * Counter of the broker's acknowledgements for the records of one chunk. Thread-safe.
 */
public final class Acknowledgements {

	private final CountDownLatch missing;

	private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

	/**
	 * A counter.
	 * @param records how many are sent
	 */
	public Acknowledgements(int records) {
		this.missing = new CountDownLatch(records);
	}

	/** Counts a record that the broker has. */
	public void acknowledged() {
		this.missing.countDown();
	}

	/**
	 * Counts a record that the broker has not.
	 * @param reason why
	 */
	public void failed(Exception reason) {
		this.failure.compareAndSet(null, reason);
		this.missing.countDown();
	}

	/**
	 * Waits until the broker has acknowledged each record.
	 * @param deadline how long
	 * @throws NotAcknowledgedException if it has not
	 */
	public void await(Deadline deadline) {
		try {
			if (!this.missing.await(deadline.left().toMillis(), TimeUnit.MILLISECONDS)) {
				throw new NotAcknowledgedException(
						"%d of a chunk were not acknowledged in time".formatted(this.missing.getCount()),
						this.failure.get());
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new NotAcknowledgedException("interrupted while waiting for its acknowledgements", ex);
		}
		Exception reason = this.failure.get();
		if (reason != null) {
			throw new NotAcknowledgedException("it refused or did not answer", reason);
		}
	}

}
