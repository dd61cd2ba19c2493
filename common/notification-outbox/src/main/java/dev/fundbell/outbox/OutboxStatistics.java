package dev.fundbell.outbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.LongAdder;

import org.jspecify.annotations.Nullable;

/**
 * Figures of the outbox for its health and its metrics: counts of this instance, and the
 * state that its relay has seen last. Thread-safe.
 */
final class OutboxStatistics {

	private final Clock clock;

	private final LongAdder created = new LongAdder();

	private final LongAdder published = new LongAdder();

	private volatile @Nullable Instant oldest;

	private volatile long parked;

	private volatile String trouble = "";

	OutboxStatistics(Clock clock) {
		this.clock = clock;
	}

	void created(long notifications) {
		this.created.add(notifications);
	}

	void published(long notifications) {
		this.published.add(notifications);
	}

	/**
	 * Takes the state that the relay has seen.
	 * @param oldest when the oldest unpublished notification was created, if there is one
	 * @param parked chunks that are parked
	 */
	void seen(@Nullable Instant oldest, long parked) {
		this.oldest = oldest;
		this.parked = parked;
	}

	/**
	 * Takes why the relay cannot publish.
	 * @param reason one sentence; empty once it can
	 */
	void trouble(String reason) {
		this.trouble = reason;
	}

	/** Notifications that were created in transactions which were committed. */
	long created() {
		return this.created.sum();
	}

	/** Notifications that the relay has published. */
	long published() {
		return this.published.sum();
	}

	/**
	 * The age of the oldest unpublished notification of all instances, parked ones aside;
	 * zero if there is none.
	 */
	Duration oldestAge() {
		Instant since = this.oldest;
		Duration age = (since != null) ? Duration.between(since, this.clock.instant()) : Duration.ZERO;
		return age.isNegative() ? Duration.ZERO : age;
	}

	long parked() {
		return this.parked;
	}

	String trouble() {
		return this.trouble;
	}

}
