package dev.fundbell.batch.step;

import java.time.Duration;

import org.springframework.core.retry.RetryPolicy;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.PessimisticLockingFailureException;

/**
 * Retry policy for chunks that lost against another run: two runs that write the same
 * rows may lock them in different orders, or one finds that the other was faster. The
 * transaction of the one that lost was rolled back whole, so its chunk is written again.
 */
public final class LostLocks {

	/** Waits a growing time with jitter between the attempts, seven seconds in all. */
	public static final RetryPolicy RETRY = RetryPolicy.builder()
		.includes(PessimisticLockingFailureException.class, DuplicateKeyException.class)
		.maxRetries(8)
		.delay(Duration.ofMillis(20))
		.jitter(Duration.ofMillis(15))
		.multiplier(2)
		.maxDelay(Duration.ofSeconds(1))
		.build();

	private LostLocks() {
	}

}
