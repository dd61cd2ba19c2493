package dev.fundbell.sse.address;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts per address with one limit for all. Thread-safe. */
final class AddressCounts {

	private final Map<String, Integer> counts = new ConcurrentHashMap<>();

	private final int limit;

	/**
	 * No counts yet.
	 * @param limit how many an address may have; 0 for any number, which is not counted
	 */
	AddressCounts(int limit) {
		this.limit = limit;
	}

	/**
	 * Counts one more unless that would exceed the limit.
	 * @param address whose it is
	 * @return whether it is counted, and must be given back
	 */
	boolean take(String address) {
		int count = this.counts.merge(address, 1, Integer::sum);
		if (count <= this.limit) {
			return true;
		}
		giveBack(address);
		return false;
	}

	void giveBack(String address) {
		this.counts.computeIfPresent(address, (key, count) -> (count > 1) ? count - 1 : null);
	}

	boolean isUnlimited() {
		return this.limit == 0;
	}

	/** How many addresses have any. */
	int addresses() {
		return this.counts.size();
	}

}
