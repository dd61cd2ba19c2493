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

	/** The client has read nothing for the write timeout. */
	STALLED,

	/** The connection has reached its maximum lifetime. */
	LIFETIME_OVER,

	/** The token that opened the connection has expired. */
	TOKEN_EXPIRED,

	/** This instance is stopping. */
	DRAINED,

	/** The missed events could not be read; the client reconnects and asks again. */
	REPLAY_FAILED;

	String tag() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
