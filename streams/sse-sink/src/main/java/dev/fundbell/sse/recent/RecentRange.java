package dev.fundbell.sse.recent;

import java.time.Duration;

/** Range of a partition's offsets of which every record is in memory. Not thread-safe. */
final class RecentRange {

	/** How far the clocks of publishers and of this instance may differ. */
	static final Duration SKEW = Duration.ofSeconds(5);

	private long first;

	private long next;

	/** The first record that was seen; later the last one that is forgotten. */
	private long seenOffset = -1;

	private long seenTimestamp;

	/**
	 * An empty range.
	 * @param offset the offset of the next record
	 */
	RecentRange(long offset) {
		this.first = offset;
		this.next = offset;
	}

	/** The offset of the next record. */
	long next() {
		return this.next;
	}

	/** Moves behind records, whether or not they are kept. */
	void moveTo(long offset) {
		this.next = offset;
	}

	/** Takes note of the next record. */
	void seen(long offset, long timestamp) {
		this.next = offset + 1;
		if (this.seenOffset < 0) {
			this.seenOffset = offset;
			this.seenTimestamp = timestamp;
		}
	}

	/** The oldest record is in memory no longer. */
	void evicted(long offset, long timestamp) {
		this.first = offset + 1;
		this.seenOffset = offset;
		this.seenTimestamp = timestamp;
	}

	/**
	 * Whether every record behind a place is in memory. Also false for an instance that
	 * is behind, which cannot know what comes, and for a place in the topic as it was
	 * before it was made again.
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
