package dev.fundbell.sse.recent;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Log of entries in the order of arrival, with each user's own, bounded in bytes and age.
 * Appending, and evicting the oldest, cost the same however many there are. Entries are
 * numbers in one array and bytes in chunks, not objects: the garbage collector would copy
 * each of them twice, which stops all threads for as long. Not thread-safe.
 */
final class RecentLog {

	/**
	 * Bytes of an entry beside its JSON: its fields in the array, and its user in the
	 * hash table, both of which are doubled when they are full.
	 */
	static final int OVERHEAD = 168;

	/** No user has so many notifications between a publication and its repetition. */
	private static final int REMEMBERED = 100;

	private static final int OFFSET = 0;

	private static final int TIMESTAMP = 1;

	private static final int ARRIVED = 2;

	private static final int USER = 3;

	private static final int ID = 4;

	/** The greatest id of the user's entries up to this one. */
	private static final int GREATEST_ID = 5;

	/** The number of the user's entry before this one, which may be evicted already. */
	private static final int PREVIOUS = 6;

	private static final int JSON = 7;

	private static final int LENGTH = 8;

	/** {@link #FORGOTTEN} once the partition was restarted. */
	private static final int PARTITION = 9;

	private static final int FIELDS = 10;

	private static final long FORGOTTEN = -1;

	private final long maxBytes;

	private final long maxAge;

	private final NewestOfUsers newestOfUsers = new NewestOfUsers();

	private final RecentBytes json = new RecentBytes();

	/** Ring of the fields of entries; its capacity is a power of two. */
	private long[] fields = new long[16 * FIELDS];

	private int capacity = 16;

	/** The number of the oldest entry. Numbers ascend for ever. */
	private long oldest;

	/** The number of the next entry. */
	private long next;

	private long bytes;

	/**
	 * An empty log.
	 * @param maxBytes how many bytes it may hold
	 * @param maxAge how old entries may be, in milliseconds
	 */
	RecentLog(long maxBytes, long maxAge) {
		this.maxBytes = maxBytes;
		this.maxAge = maxAge;
	}

	/**
	 * Appends the newest entry.
	 * @param partition its record's partition
	 * @param offset its record's offset
	 * @param timestamp its record's time in milliseconds since 1970
	 * @param arrived when it came here, in milliseconds since 1970
	 * @param notification the notification, whose JSON is copied
	 */
	void append(int partition, long offset, long timestamp, long arrived, RecentNotification notification) {
		if (this.next - this.oldest == this.capacity) {
			enlarge();
		}
		long entry = this.next++;
		long previous = this.newestOfUsers.get(notification.userId());
		set(entry, PARTITION, partition);
		set(entry, OFFSET, offset);
		set(entry, TIMESTAMP, timestamp);
		set(entry, ARRIVED, arrived);
		set(entry, USER, notification.userId());
		set(entry, ID, notification.id());
		set(entry, GREATEST_ID,
				isHeld(previous) ? Math.max(get(previous, GREATEST_ID), notification.id()) : notification.id());
		set(entry, PREVIOUS, previous);
		set(entry, JSON, this.json.end());
		set(entry, LENGTH, notification.json().length);
		this.json.append(notification.json());
		this.newestOfUsers.put(notification.userId(), entry);
		this.bytes += size(entry);
	}

	private void enlarge() {
		long[] larger = new long[2 * this.fields.length];
		for (long entry = this.oldest; entry < this.next; entry++) {
			System.arraycopy(this.fields, index(entry, this.capacity), larger, index(entry, 2 * this.capacity), FIELDS);
		}
		this.fields = larger;
		this.capacity *= 2;
	}

	private long get(long entry, int field) {
		return this.fields[index(entry, this.capacity) + field];
	}

	private void set(long entry, int field, long value) {
		this.fields[index(entry, this.capacity) + field] = value;
	}

	private static int index(long entry, int capacity) {
		return (int) (entry & (capacity - 1)) * FIELDS;
	}

	private long size(long entry) {
		return OVERHEAD + get(entry, LENGTH);
	}

	/** Whether an entry is there; also true if it is forgotten. */
	private boolean isHeld(long entry) {
		return entry >= this.oldest;
	}

	/** An entry, or the youngest before it of the same user, that is not forgotten. */
	private long skipForgotten(long entry) {
		long kept = entry;
		while (isHeld(kept) && get(kept, PARTITION) == FORGOTTEN) {
			kept = get(kept, PREVIOUS);
		}
		return isHeld(kept) ? kept : NewestOfUsers.NONE;
	}

	private long newestOf(long userId) {
		return skipForgotten(this.newestOfUsers.get(userId));
	}

	private long before(long entry) {
		return skipForgotten(get(entry, PREVIOUS));
	}

	/**
	 * The partition of a user's newest entry.
	 * @param userId the user
	 * @return the partition; -1 if the user has no entry
	 */
	int partitionOf(long userId) {
		long newest = newestOf(userId);
		return isHeld(newest) ? (int) get(newest, PARTITION) : -1;
	}

	/**
	 * Tells whether an id is among a user's last ones. Ids ascend but for those of tasks
	 * that run side by side, and repetitions.
	 * @param userId the user
	 * @param id the id
	 */
	boolean isAmongLast(long userId, long id) {
		long entry = newestOf(userId);
		if (!isHeld(entry) || id > get(entry, GREATEST_ID)) {
			return false;
		}
		for (int count = 0; isHeld(entry) && count < REMEMBERED; count++) {
			if (get(entry, ID) == id) {
				return true;
			}
			entry = before(entry);
		}
		return false;
	}

	/**
	 * Entries of a user in the order of the topic; of one that came twice only the first.
	 */
	List<RecentEntry> entriesOf(long userId) {
		List<RecentEntry> entries = new ArrayList<>();
		for (long entry = newestOf(userId); isHeld(entry); entry = before(entry)) {
			entries.add(read(entry));
		}
		Collections.reverse(entries);
		Set<Long> ids = new HashSet<>();
		entries.removeIf((entry) -> !ids.add(entry.id()));
		return entries;
	}

	private RecentEntry read(long entry) {
		return new RecentEntry(entry, (int) get(entry, PARTITION), get(entry, OFFSET), get(entry, TIMESTAMP),
				get(entry, ID));
	}

	/** Copies the notification of an entry that is still there. */
	RecentNotification notificationOf(RecentEntry read) {
		long entry = read.number();
		return new RecentNotification(get(entry, USER), get(entry, ID),
				this.json.copy(get(entry, JSON), (int) get(entry, LENGTH)));
	}

	/**
	 * Evicts the oldest entries for as long as the log is too large, or they are too old.
	 * @param now the time in milliseconds since 1970
	 * @param reach is told of each but those that are forgotten
	 */
	void evict(long now, RecentReach reach) {
		while (this.oldest < this.next
				&& (this.bytes > this.maxBytes || now - get(this.oldest, ARRIVED) > this.maxAge)) {
			long evicted = this.oldest;
			if (get(evicted, PARTITION) != FORGOTTEN) {
				reach.evicted((int) get(evicted, PARTITION), get(evicted, OFFSET), get(evicted, TIMESTAMP));
			}
			if (this.newestOfUsers.get(get(evicted, USER)) == evicted) {
				this.newestOfUsers.remove(get(evicted, USER));
			}
			this.bytes -= size(evicted);
			this.json.releaseBefore(get(evicted, JSON) + get(evicted, LENGTH));
			this.oldest++;
		}
	}

	/**
	 * Forgets all entries of a partition. Their bytes count until they are the oldest.
	 */
	void forget(int partition) {
		for (long entry = this.oldest; entry < this.next; entry++) {
			if (get(entry, PARTITION) == partition) {
				set(entry, PARTITION, FORGOTTEN);
			}
		}
	}

	/** The bytes that the log occupies. */
	long bytes() {
		return this.bytes;
	}

}
