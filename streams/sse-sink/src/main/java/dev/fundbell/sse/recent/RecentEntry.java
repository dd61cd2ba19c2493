package dev.fundbell.sse.recent;

import org.jspecify.annotations.Nullable;

/**
 * Notification in the {@link RecentLog}, linked in the order of arrival and to its user's
 * others. Only the log changes the links.
 */
final class RecentEntry {

	/** Bytes of an entry beside its JSON: the object, an array's head, a map's entry. */
	static final int OVERHEAD = 168;

	final int partition;

	final long offset;

	final long timestamp;

	final long arrived;

	final RecentNotification notification;

	/** Greatest id of its user's notifications up to this one. */
	final long greatestId;

	/** The one before it of the same user. */
	@Nullable RecentEntry previous;

	/** The one behind it of the same user. */
	@Nullable RecentEntry later;

	/** The one that arrived next. */
	@Nullable RecentEntry after;

	/**
	 * An entry that is in no log yet.
	 * @param partition its record's partition
	 * @param offset its record's offset
	 * @param timestamp its record's time in milliseconds since 1970
	 * @param arrived when it came here, in milliseconds since 1970
	 * @param notification the notification
	 * @param previous the newest of its user so far
	 */
	RecentEntry(int partition, long offset, long timestamp, long arrived, RecentNotification notification,
			@Nullable RecentEntry previous) {
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
