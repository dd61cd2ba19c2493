package dev.fundbell.sse.hub;

import java.util.Locale;

/**
 * Reasons why a connection ended: the tag {@code reason} of the metric on disconnects.
 */
public enum CloseReason {

	/** The client disconnected. */
	CLIENT_GONE,

	/** The client's queue was full: it reads slower than its events come. */
	QUEUE_FULL,

	/** The queues of all clients were too large together, and this one's the largest. */
	QUEUES_FULL,

	/** The connection failed in a way that was not foreseen. */
	FAILED,

	/** The client has read nothing for the write timeout. */
	STALLED,

	/** The connection has reached its maximum lifetime. */
	LIFETIME_OVER,

	/** The token that opened the connection has expired. */
	TOKEN_EXPIRED,

	/** This instance is stopping. */
	DRAINED,

	/** The user opened more streams than allowed: the oldest ends. */
	REPLACED,

	/**
	 * Records were deleted before this instance read them, or could not be sent; the
	 * client replays.
	 */
	RECORDS_LOST,

	/** This instance has lost its broker; another one may have it. */
	BROKER_AWAY;

	String tag() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
