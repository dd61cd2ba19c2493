package dev.fundbell.batch.publish;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/** Counter of the broker's acknowledgements for the records of one chunk. */
final class Acknowledgements {

	private final CountDownLatch missing;

	private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

	Acknowledgements(int records) {
		this.missing = new CountDownLatch(records);
	}

	void acknowledged() {
		this.missing.countDown();
	}

	void failed(Exception reason) {
		this.failure.compareAndSet(null, reason);
		this.missing.countDown();
	}

	void await(Deadline deadline) {
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
