package dev.fundbell.benchmarks;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;

/** Times at which numbered things were sent and have arrived. Thread-safe. */
final class Arrivals {

	private final AtomicLongArray sent;

	private final AtomicLongArray arrived;

	/**
	 * Nothing is sent yet.
	 * @param numbers how many there are, from 1 on
	 */
	Arrivals(int numbers) {
		this.sent = new AtomicLongArray(numbers + 1);
		this.arrived = new AtomicLongArray(numbers + 1);
	}

	void sent(int number) {
		this.sent.set(number, System.nanoTime());
	}

	/** Counts the first arrival of a number. */
	void arrived(int number) {
		this.arrived.compareAndSet(number, 0, System.nanoTime());
	}

	/** How many have arrived. */
	long count() {
		return IntStream.range(1, this.arrived.length()).filter((number) -> this.arrived.get(number) != 0).count();
	}

	/**
	 * The delay that few exceed.
	 * @param quantile which share does not exceed it, such as 0.99
	 * @param from the first number that counts
	 * @return milliseconds
	 */
	double delay(double quantile, int from) {
		long[] delays = IntStream.range(from, this.sent.length())
			.mapToLong((number) -> this.arrived.get(number) - this.sent.get(number))
			.toArray();
		Arrays.sort(delays);
		return delays[(int) (quantile * (delays.length - 1))] / 1e6;
	}

}
