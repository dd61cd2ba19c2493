package dev.fundbell.sse.recent;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import dev.fundbell.event.NotificationTopic;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Log of the most recent notifications of all users in memory, in the order of the topic.
 * It answers exactly what a client has missed, whichever instance served the client
 * before, since all instances see a partition in the same order. A notification that was
 * published twice counts where it came first. Bounded in bytes and age. Thread-safe.
 */
public final class RecentRecords {

	/** Bytes of an entry beside its JSON: the object, an array's head, a map's entry. */
	static final int OVERHEAD = 168;

	/** How far the clocks of publishers and of this instance may differ. */
	private static final Duration SKEW = Duration.ofSeconds(5);

	/** By then every instance has noticed that the topic was made again. */
	private static final Duration NOTICE = Duration.ofSeconds(30);

	/** No user has so many notifications between a publication and its repetition. */
	private static final int REMEMBERED = 100;

	private final long maxBytes;

	private final long maxAge;

	private final Clock clock;

	private final Map<Integer, Range> ranges = new HashMap<>();

	private final Map<Long, Entry> newestOfUser = new HashMap<>();

	private final List<Runnable> waiting = new ArrayList<>();

	private @Nullable Entry oldest;

	private @Nullable Entry newest;

	private long bytes;

	private boolean begun;

	/** Every record with this time in milliseconds, or a later one, is in memory. */
	private long completeSince;

	/** A client that got a record of this time, or a later one, got those before it. */
	private long orderedSince = Long.MIN_VALUE;

	/** Places of an earlier time may be in the topic as it was before. */
	private long topicSince = Long.MIN_VALUE;

	/**
	 * An empty log.
	 * @param properties its bounds
	 * @param clock to tell the age of entries
	 */
	public RecentRecords(RecentProperties properties, Clock clock) {
		this.maxBytes = properties.size().toBytes();
		this.maxAge = properties.age().toMillis();
		this.clock = clock;
		this.completeSince = clock.millis();
	}

	/**
	 * Begins or restarts a partition. Entries of it are forgotten: there is a gap behind
	 * them.
	 * @param partition the partition
	 * @param offset the offset of the next record
	 */
	public synchronized void restart(int partition, long offset) {
		if (this.ranges.put(partition, new Range(offset)) != null) {
			forget(partition);
			this.completeSince = this.clock.millis();
		}
	}

	/**
	 * Begins the partitions of a topic that was made again with their first records.
	 * Before they noticed it, instances may have gone on at the old offsets and sent a
	 * client later records of the new topic but not earlier ones. So a notification of
	 * that time tells nothing about what its client received before it.
	 * @param restarted the partitions
	 */
	public synchronized void restartTopic(Collection<Integer> restarted) {
		restarted.forEach((partition) -> restart(partition, 0));
		this.topicSince = this.clock.millis();
		this.orderedSince = this.topicSince + NOTICE.toMillis();
	}

	/**
	 * Appends a notification, unless it is among its user's last ones: a task that was
	 * killed publishes again what it may have published.
	 * @param partition its partition, which has been started
	 * @param offset its offset
	 * @param timestamp its record's time in milliseconds since 1970
	 * @param notification the notification
	 * @return whether it is new
	 */
	public synchronized boolean append(int partition, long offset, long timestamp, RecentNotification notification) {
		Range range = range(partition);
		range.next = offset + 1;
		range.seen(offset, timestamp);
		Entry previous = this.newestOfUser.get(notification.userId());
		if (isAmongLast(previous, notification.id())) {
			return false;
		}
		long now = this.clock.millis();
		Entry entry = new Entry(partition, offset, timestamp, now, notification, previous);
		this.newestOfUser.put(notification.userId(), entry);
		if (previous != null) {
			previous.later = entry;
		}
		if (this.newest != null) {
			this.newest.after = entry;
		}
		else {
			this.oldest = entry;
		}
		this.newest = entry;
		this.bytes += entry.size();
		evict(now);
		return true;
	}

	/** Ids ascend but for those of tasks that run side by side, and repetitions. */
	private static boolean isAmongLast(@Nullable Entry newest, long id) {
		if (newest == null || id > newest.greatestId) {
			return false;
		}
		Entry entry = newest;
		for (int count = 0; entry != null && count < REMEMBERED; count++) {
			if (entry.notification.id() == id) {
				return true;
			}
			entry = entry.previous;
		}
		return false;
	}

	/**
	 * Moves behind records, whether or not they were appended.
	 * @param partition the partition
	 * @param next the offset of the next record
	 */
	public synchronized void moveTo(int partition, long next) {
		range(partition).next = next;
	}

	/** All partitions are read up to their end: from now on clients can be served. */
	public void begin() {
		List<Runnable> actions;
		synchronized (this) {
			this.begun = true;
			actions = List.copyOf(this.waiting);
			this.waiting.clear();
		}
		actions.forEach(Runnable::run);
	}

	/**
	 * Whether every notification that is published from now on will be read.
	 * @return whether all partitions were read up to their end once
	 */
	public synchronized boolean hasBegun() {
		return this.begun;
	}

	/**
	 * Runs an action once this has begun, at once if it has.
	 * @param action the action, which must not block
	 */
	public void whenBegun(Runnable action) {
		synchronized (this) {
			if (!this.begun) {
				this.waiting.add(action);
				return;
			}
		}
		action.run();
	}

	/**
	 * The present end of the log for a user.
	 * @param userId the user
	 * @return the place of a client that misses nothing
	 */
	public synchronized Place placeOf(long userId) {
		Instant now = this.clock.instant();
		if (!this.begun) {
			return Place.at(now);
		}
		Entry newestEntry = this.newestOfUser.get(userId);
		int partition = (newestEntry != null) ? newestEntry.partition
				: Utils.toPositive(Utils.murmur2(NotificationTopic.key(userId))) % this.ranges.size();
		Range range = this.ranges.get(partition);
		return (range != null) ? new Place(now, partition, range.next) : Place.at(now);
	}

	/**
	 * Collects the notifications that a client has missed since its last event.
	 * @param userId the client's user
	 * @param notificationId the id of its last event
	 * @return the notifications behind it
	 */
	public synchronized CatchUp since(long userId, long notificationId) {
		List<Entry> entries = entriesOf(userId);
		for (int index = 0; index < entries.size(); index++) {
			Entry entry = entries.get(index);
			if (entry.notification.id() == notificationId && entry.timestamp >= this.orderedSince) {
				return catchUp(userId, true, entries.subList(index + 1, entries.size()));
			}
		}
		return catchUp(userId, false, entries);
	}

	/**
	 * Collects the notifications that a client has missed since it was at a place.
	 * @param userId the client's user
	 * @param place the place
	 * @return the notifications behind it
	 */
	public synchronized CatchUp since(long userId, Place place) {
		List<Entry> entries = entriesOf(userId);
		if (!reachesBackTo(place)) {
			return catchUp(userId, false, entries);
		}
		long since = place.at().minus(SKEW).toEpochMilli();
		Predicate<Entry> missed = (entry) -> (entry.partition == place.partition()) ? entry.offset >= place.offset()
				: entry.timestamp >= since;
		return catchUp(userId, true, entries.stream().filter(missed).toList());
	}

	private boolean reachesBackTo(Place place) {
		if (place.at().toEpochMilli() < this.topicSince) {
			return false;
		}
		if (place.partition() < 0) {
			return place.at().toEpochMilli() >= this.completeSince;
		}
		Range range = this.ranges.get(place.partition());
		return range != null && range.covers(place);
	}

	private CatchUp catchUp(long userId, boolean complete, List<Entry> missed) {
		return new CatchUp(complete, missed.stream().map((entry) -> entry.notification).toList(), placeOf(userId));
	}

	/**
	 * Entries of a user in the order of the topic; of one that came twice only the first.
	 */
	private List<Entry> entriesOf(long userId) {
		List<Entry> entries = new ArrayList<>();
		for (Entry entry = this.newestOfUser.get(userId); entry != null; entry = entry.previous) {
			entries.add(entry);
		}
		Collections.reverse(entries);
		Set<Long> ids = new HashSet<>();
		entries.removeIf((entry) -> !ids.add(entry.notification.id()));
		return entries;
	}

	private Range range(int partition) {
		return this.ranges.computeIfAbsent(partition, (added) -> new Range(0));
	}

	private void evict(long now) {
		while (this.oldest != null && (this.bytes > this.maxBytes || now - this.oldest.arrived > this.maxAge)) {
			Entry evicted = this.oldest;
			this.oldest = evicted.after;
			if (this.oldest == null) {
				this.newest = null;
			}
			unlink(evicted);
			range(evicted.partition).evicted(evicted);
			this.completeSince = Math.max(this.completeSince, evicted.timestamp + 1);
		}
	}

	/** Clears its links: an old entry must not keep younger ones from being collected. */
	private void unlink(Entry entry) {
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

	private void forget(int partition) {
		Entry kept = null;
		Entry entry = this.oldest;
		this.oldest = null;
		while (entry != null) {
			Entry after = entry.after;
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
	synchronized long bytes() {
		return this.bytes;
	}

	/** Offsets of a partition of which every record is in memory. */
	private static final class Range {

		private long first;

		private long next;

		/** The first record that was seen; later the last one that is forgotten. */
		private long seenOffset = -1;

		private long seenTimestamp;

		Range(long offset) {
			this.first = offset;
			this.next = offset;
		}

		void seen(long offset, long timestamp) {
			if (this.seenOffset < 0) {
				this.seenOffset = offset;
				this.seenTimestamp = timestamp;
			}
		}

		void evicted(Entry entry) {
			this.first = entry.offset + 1;
			this.seenOffset = entry.offset;
			this.seenTimestamp = entry.timestamp;
		}

		/**
		 * Also false for an instance that is behind, which cannot know what comes, and
		 * for a place in the topic as it was before it was made again.
		 */
		boolean covers(Place place) {
			return place.offset() >= this.first && place.offset() <= this.next && !isOfAnotherTopic(place);
		}

		/** A record before a place is not younger than the place, in one and the same. */
		private boolean isOfAnotherTopic(Place place) {
			return this.seenOffset >= 0 && this.seenOffset < place.offset()
					&& this.seenTimestamp > place.at().plus(SKEW).toEpochMilli();
		}

	}

	/**
	 * Notification in the log, linked in the order of arrival and to its user's others.
	 */
	private static final class Entry {

		private final int partition;

		private final long offset;

		private final long timestamp;

		private final long arrived;

		private final RecentNotification notification;

		/** Greatest id of its user's notifications up to this one. */
		private final long greatestId;

		private @Nullable Entry previous;

		private @Nullable Entry later;

		private @Nullable Entry after;

		Entry(int partition, long offset, long timestamp, long arrived, RecentNotification notification,
				@Nullable Entry previous) {
			this.partition = partition;
			this.offset = offset;
			this.timestamp = timestamp;
			this.arrived = arrived;
			this.notification = notification;
			this.previous = previous;
			this.greatestId = (previous != null) ? Math.max(previous.greatestId, notification.id()) : notification.id();
		}

		long size() {
			return OVERHEAD + this.notification.json().length;
		}

	}

}
