package dev.fundbell.sse.recent;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Reach of the recent past: how far back it is complete, by the offsets of each partition
 * and by time, and since when the order of a client's notifications tells what the client
 * has received. Not thread-safe.
 */
final class RecentReach {

	/** By then every instance has noticed that the topic was made again. */
	private static final Duration NOTICE = Duration.ofSeconds(30);

	private final Map<Integer, RecentRange> ranges = new HashMap<>();

	/** Every record with this time in milliseconds, or a later one, is in memory. */
	private long completeSince;

	/** A client that got a record of this time, or a later one, got those before it. */
	private long orderedSince = Long.MIN_VALUE;

	/** Places of an earlier time may be in the topic as it was before. */
	private long topicSince = Long.MIN_VALUE;

	/**
	 * A reach without partitions.
	 * @param now the time in milliseconds since 1970
	 */
	RecentReach(long now) {
		this.completeSince = now;
	}

	/**
	 * Begins or restarts a partition.
	 * @param partition the partition
	 * @param offset the offset of the next record
	 * @param now the time in milliseconds since 1970
	 * @return whether it is a restart: there is a gap behind the partition's entries
	 */
	boolean restart(int partition, long offset, long now) {
		if (this.ranges.put(partition, new RecentRange(offset)) == null) {
			return false;
		}
		this.completeSince = now;
		return true;
	}

	/** The topic was made again. */
	void restartTopic(long now) {
		this.topicSince = now;
		this.orderedSince = now + NOTICE.toMillis();
	}

	/**
	 * The range of a partition; one that nobody has begun begins with its first record.
	 */
	RecentRange range(int partition) {
		return this.ranges.computeIfAbsent(partition, (added) -> new RecentRange(0));
	}

	/** The range of a partition, if it has begun. */
	@Nullable RecentRange known(int partition) {
		return this.ranges.get(partition);
	}

	/** How many partitions have begun. */
	int partitions() {
		return this.ranges.size();
	}

	/** A partition's oldest record is in memory no longer. */
	void evicted(int partition, long offset, long timestamp) {
		range(partition).evicted(offset, timestamp);
		this.completeSince = Math.max(this.completeSince, timestamp + 1);
	}

	/** Whether a client that has received an entry has received those before it. */
	boolean isInOrder(RecentEntry entry) {
		return entry.timestamp() >= this.orderedSince;
	}

	/** Whether all that a client at a place has missed is in memory. */
	boolean reachesBackTo(Place place) {
		long at = place.at().toEpochMilli();
		if (at < this.topicSince) {
			return false;
		}
		if (place.partition() < 0) {
			return at >= this.completeSince;
		}
		RecentRange range = known(place.partition());
		return range != null && range.covers(place);
	}

}
