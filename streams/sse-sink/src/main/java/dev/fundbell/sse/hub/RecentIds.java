package dev.fundbell.sse.hub;

import java.util.Arrays;

/**
 * Ids of the last notifications delivered to a connection, for deduplication. A replayed
 * notification may also come from Kafka, and Kafka's delivery is at-least-once. Bounded:
 * repetitions come close together, and the client drops older ones by id. Not
 * thread-safe.
 */
final class RecentIds {

	private static final int MAX = 1024;

	private static final long[] NONE = {};

	private long[] ids = NONE;

	private int next;

	/** Most ids ascend: one above this need not be looked for. */
	private long greatest;

	/**
	 * Adds an id.
	 * @param id the notification's id, or 0 for a frame that is not a notification
	 * @return whether it is new to the connection; true for 0
	 */
	boolean add(long id) {
		if (id == 0) {
			return true;
		}
		if (id <= this.greatest && contains(id)) {
			return false;
		}
		this.greatest = Math.max(this.greatest, id);
		if (this.next == this.ids.length) {
			makeRoom();
		}
		this.ids[this.next++] = id;
		return true;
	}

	private boolean contains(long id) {
		for (long known : this.ids) {
			if (known == id) {
				return true;
			}
		}
		return false;
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
