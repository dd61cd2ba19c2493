package dev.fundbell.sse.recent;

import java.util.Arrays;

/**
 * Hash table from a user's id to the number of the user's newest entry, in plain arrays
 * (open addressing, linear probing), since boxed numbers would be garbage per
 * notification. Not thread-safe.
 */
final class NewestOfUsers {

	/** The number of no entry. */
	static final long NONE = -1;

	/** Fraction of golden ratio and 2^64, which spreads ids that follow each other. */
	private static final long SPREAD = 0x9E3779B97F4A7C15L;

	private long[] users = new long[16];

	private long[] entries = emptyEntries(16);

	private int count;

	private static long[] emptyEntries(int capacity) {
		long[] entries = new long[capacity];
		Arrays.fill(entries, NONE);
		return entries;
	}

	/**
	 * The newest entry of a user.
	 * @return its number; {@link #NONE} if there is none
	 */
	long get(long userId) {
		return this.entries[slotOf(userId)];
	}

	/** Sets the newest entry of a user. */
	void put(long userId, long entry) {
		int slot = slotOf(userId);
		if (this.entries[slot] == NONE) {
			this.count++;
		}
		this.users[slot] = userId;
		this.entries[slot] = entry;
		if (2 * this.count > this.users.length) {
			enlarge();
		}
	}

	/** The slot of a user, or the empty one where it would be. */
	private int slotOf(long userId) {
		int slot = homeOf(userId);
		while (this.entries[slot] != NONE && this.users[slot] != userId) {
			slot = next(slot);
		}
		return slot;
	}

	private int homeOf(long userId) {
		return (int) ((userId * SPREAD) >>> 32) & (this.users.length - 1);
	}

	private int next(int slot) {
		return (slot + 1) & (this.users.length - 1);
	}

	private void enlarge() {
		long[] oldUsers = this.users;
		long[] oldEntries = this.entries;
		this.users = new long[2 * oldUsers.length];
		this.entries = emptyEntries(this.users.length);
		for (int slot = 0; slot < oldUsers.length; slot++) {
			if (oldEntries[slot] != NONE) {
				int moved = slotOf(oldUsers[slot]);
				this.users[moved] = oldUsers[slot];
				this.entries[moved] = oldEntries[slot];
			}
		}
	}

	/** Removes a user who is there. */
	void remove(long userId) {
		int gap = slotOf(userId);
		this.entries[gap] = NONE;
		this.count--;
		// Others may have moved on because of it: each is put where it belongs now.
		for (int slot = next(gap); this.entries[slot] != NONE; slot = next(slot)) {
			long entry = this.entries[slot];
			this.entries[slot] = NONE;
			int moved = slotOf(this.users[slot]);
			this.users[moved] = this.users[slot];
			this.entries[moved] = entry;
		}
	}

}
