package dev.fundbell.sse.recent;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

import dev.fundbell.event.NotificationTopic;
import org.apache.kafka.common.utils.Utils;

/**
 * Log of the most recent notifications of all users in memory, in the order of the topic.
 * It answers exactly what a client has missed, whichever instance served the client
 * before, since all instances see a partition in the same order. A notification that was
 * published twice counts where it came first. Bounded in bytes and age. Thread-safe.
 */
public final class RecentRecords {

	private final Clock clock;

	private final RecentLog notifications;

	private final RecentReach reach;

	private final StartGate start = new StartGate();

	/**
	 * An empty log.
	 * @param properties its bounds
	 * @param clock to tell the age of entries
	 */
	public RecentRecords(RecentProperties properties, Clock clock) {
		this.clock = clock;
		this.notifications = new RecentLog(properties.size().toBytes(), properties.age().toMillis());
		this.reach = new RecentReach(clock.millis());
	}

	/**
	 * Begins or restarts a partition. Entries of it are forgotten: there is a gap behind
	 * them.
	 * @param partition the partition
	 * @param offset the offset of the next record
	 */
	public synchronized void restart(int partition, long offset) {
		if (this.reach.restart(partition, offset, this.clock.millis())) {
			this.notifications.forget(partition);
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
		this.reach.restartTopic(this.clock.millis());
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
		this.reach.range(partition).seen(offset, timestamp);
		if (this.notifications.isAmongLast(notification.userId(), notification.id())) {
			return false;
		}
		long now = this.clock.millis();
		this.notifications.append(partition, offset, timestamp, now, notification);
		this.notifications.evict(now, this.reach);
		return true;
	}

	/**
	 * Moves behind records, whether or not they were appended.
	 * @param partition the partition
	 * @param next the offset of the next record
	 */
	public synchronized void moveTo(int partition, long next) {
		this.reach.range(partition).moveTo(next);
	}

	/** All partitions are read up to their end: from now on clients can be served. */
	public void begin() {
		this.start.open();
	}

	/**
	 * Whether every notification that is published from now on will be read.
	 * @return whether all partitions were read up to their end once
	 */
	public boolean hasBegun() {
		return this.start.isOpen();
	}

	/**
	 * Runs an action once this has begun, at once if it has.
	 * @param action the action, which must not block
	 */
	public void whenBegun(Runnable action) {
		this.start.whenOpen(action);
	}

	/**
	 * The present end of the log for a user.
	 * @param userId the user
	 * @return the place of a client that misses nothing
	 */
	public synchronized Place placeOf(long userId) {
		Instant now = this.clock.instant();
		if (!hasBegun()) {
			return Place.at(now);
		}
		int newest = this.notifications.partitionOf(userId);
		int partition = (newest >= 0) ? newest
				: Utils.toPositive(Utils.murmur2(NotificationTopic.key(userId))) % this.reach.partitions();
		RecentRange range = this.reach.known(partition);
		return (range != null) ? new Place(now, partition, range.next()) : Place.at(now);
	}

	/**
	 * Collects the notifications that a client has missed since its last event.
	 * @param userId the client's user
	 * @param notificationId the id of its last event
	 * @return the notifications behind it
	 */
	public synchronized CatchUp since(long userId, long notificationId) {
		List<RecentEntry> entries = this.notifications.entriesOf(userId);
		for (int index = 0; index < entries.size(); index++) {
			RecentEntry entry = entries.get(index);
			if (entry.id() == notificationId && this.reach.isInOrder(entry)) {
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
		List<RecentEntry> entries = this.notifications.entriesOf(userId);
		if (!this.reach.reachesBackTo(place)) {
			return catchUp(userId, false, entries);
		}
		long since = place.at().minus(RecentRange.SKEW).toEpochMilli();
		Predicate<RecentEntry> missed = (entry) -> (entry.partition() == place.partition())
				? entry.offset() >= place.offset() : entry.timestamp() >= since;
		return catchUp(userId, true, entries.stream().filter(missed).toList());
	}

	private CatchUp catchUp(long userId, boolean complete, List<RecentEntry> missed) {
		return new CatchUp(complete, missed.stream().map(this.notifications::notificationOf).toList(), placeOf(userId));
	}

	/** The bytes that the log occupies. */
	synchronized long bytes() {
		return this.notifications.bytes();
	}

}
