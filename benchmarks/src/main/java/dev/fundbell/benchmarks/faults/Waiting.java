package dev.fundbell.benchmarks.faults;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Bounded waits. */
final class Waiting {

	private static final Duration MOMENT = Duration.ofMillis(5);

	private Waiting() {
	}

	/**
	 * Waits for a condition.
	 * @param atMost how long
	 * @param condition the condition, asked every few milliseconds
	 * @return whether it came true
	 */
	static boolean until(Duration atMost, BooleanSupplier condition) {
		return until(atMost, MOMENT, condition);
	}

	/**
	 * Waits for a condition.
	 * @param atMost how long
	 * @param every how often it is asked
	 * @param condition the condition
	 * @return whether it came true
	 */
	static boolean until(Duration atMost, Duration every, BooleanSupplier condition) {
		long deadline = System.nanoTime() + atMost.toNanos();
		while (!condition.getAsBoolean()) {
			if (System.nanoTime() > deadline) {
				return false;
			}
			sleep(every);
		}
		return true;
	}

	static void aMoment() {
		sleep(MOMENT);
	}

	static void sleep(Duration duration) {
		try {
			Thread.sleep(duration.toMillis());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted", ex);
		}
	}

}
