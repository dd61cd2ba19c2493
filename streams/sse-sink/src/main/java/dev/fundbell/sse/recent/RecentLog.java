package dev.fundbell.sse.recent;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Log of entries in the order of arrival, with each user's own, bounded in bytes and age.
 * Appending, and evicting the oldest, cost the same however many there are. Not
 * thread-safe.
 */
final class RecentLog {

	/** No user has so many notifications between a publication and its repetition. */
	private static final int REMEMBERED = 100;

	private final long maxBytes;

	private final long maxAge;

	private final Map<Long, RecentEntry> newestOfUser = new HashMap<>();

	private @Nullable RecentEntry oldest;

	private @Nullable RecentEntry newest;

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

	/** Appends the newest entry, which was made with the newest of its user so far. */
	void append(RecentEntry entry) {
		this.newestOfUser.put(entry.notification.userId(), entry);
		if (entry.previous != null) {
			entry.previous.later = entry;
		}
		if (this.newest != null) {
			this.newest.after = entry;
		}
		else {
			this.oldest = entry;
		}
		this.newest = entry;
		this.bytes += entry.size();
	}

	/** The newest entry of a user. */
	@Nullable RecentEntry newestOf(long userId) {
		return this.newestOfUser.get(userId);
	}

	/**
	 * Tells whether an id is among a user's last ones. Ids ascend but for those of tasks
	 * that run side by side, and repetitions.
	 * @param newest the user's newest entry
	 * @param id the id
	 */
	static boolean isAmongLast(@Nullable RecentEntry newest, long id) {
		if (newest == null || id > newest.greatestId) {
			return false;
		}
		RecentEntry entry = newest;
		for (int count = 0; entry != null && count < REMEMBERED; count++) {
			if (entry.notification.id() == id) {
				return true;
			}
			entry = entry.previous;
		}
		return false;
	}

	/**
	 * Entries of a user in the order of the topic; of one that came twice only the first.
	 */
	List<RecentEntry> entriesOf(long userId) {
		List<RecentEntry> entries = new ArrayList<>();
		for (RecentEntry entry = newestOf(userId); entry != null; entry = entry.previous) {
			entries.add(entry);
		}
		Collections.reverse(entries);
		Set<Long> ids = new HashSet<>();
		entries.removeIf((entry) -> !ids.add(entry.notification.id()));
		return entries;
	}

	/**
	 * Evicts the oldest entry if the log is too large, or the entry too old.
	 * @param now the time in milliseconds since 1970
	 * @return the entry; null if none is to be evicted
	 */
	@Nullable RecentEntry evict(long now) {
		RecentEntry evicted = this.oldest;
		if (evicted == null || this.bytes <= this.maxBytes && now - evicted.arrived <= this.maxAge) {
			return null;
		}
		this.oldest = evicted.after;
		if (this.oldest == null) {
			this.newest = null;
		}
		unlink(evicted);
		return evicted;
	}

	/** Clears its links: an old entry must not keep younger ones from being collected. */
	private void unlink(RecentEntry entry) {
		this.bytes -= entry.size();
		if (entry.later != null) {
			entry.later.previous = entry.previous;
		}
		else if (entry.previous != null) {
			this.newestOfUser.put(entry.notification.userId(), entry.previous);
		}
		else {
			this.newestOfUser.remove(entry.notification.userId());
		}
		if (entry.previous != null) {
			entry.previous.later = entry.later;
		}
		entry.previous = null;
		entry.later = null;
		entry.after = null;
	}

	/** Forgets all entries of a partition. */
	void forget(int partition) {
		RecentEntry kept = null;
		RecentEntry entry = this.oldest;
		this.oldest = null;
		while (entry != null) {
			RecentEntry after = entry.after;
			if (entry.partition == partition) {
				unlink(entry);
			}
			else {
				entry.after = null;
				if (kept != null) {
					kept.after = entry;
				}
				else {
					this.oldest = entry;
				}
				kept = entry;
			}
			entry = after;
		}
		this.newest = kept;
	}

	/** The bytes that the log occupies. */
	long bytes() {
		return this.bytes;
	}

}
