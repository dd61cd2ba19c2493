package dev.fundbell.sse.hub;

import java.util.Arrays;

/**
 * The ids of the last notifications that a connection has had, to send none twice: a
 * replayed one may come again from Kafka, and a task that is launched again publishes
 * what it is not sure of once more. Bounded: repetitions come close together, and the
 * client drops by id what is older. Not thread-safe.
 */
final class RecentIds {

	private static final int MAX = 1024;

	private static final long[] NONE = {};

	private long[] ids = NONE;

	private int next;

	/**
	 * Adds an id.
	 * @param id the notification's id, or 0 for what is no notification
	 * @return whether the connection has not had it
	 */
	boolean add(long id) {
		if (id == 0) {
			return true;
		}
		for (long known : this.ids) {
			if (known == id) {
				return false;
			}
		}
		if (this.next == this.ids.length) {
			makeRoom();
		}
		this.ids[this.next++] = id;
		return true;
	}

	/** Most users get a handful of events in a connection's life: start small. */
	private void makeRoom() {
		if (this.ids.length < MAX) {
			this.ids = Arrays.copyOf(this.ids, Math.max(4, this.ids.length * 2));
		}
		else {
			this.next = 0;
		}
	}

}
