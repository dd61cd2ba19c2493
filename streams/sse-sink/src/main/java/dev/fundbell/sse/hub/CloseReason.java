package dev.fundbell.sse.hub;

import java.util.Locale;

/** Why a connection ended: the {@code reason} tag of the metric on disconnects. */
public enum CloseReason {

	/** The client went away. */
	CLIENT_GONE,

	/** The client's queue was full: it reads slower than its events come. */
	QUEUE_FULL,

	/** The client has taken nothing for the write timeout. */
	STALLED,

	/** The connection has had its time. */
	LIFETIME_OVER,

	/** The token that opened the connection has expired. */
	TOKEN_EXPIRED,

	/** This instance is stopping. */
	DRAINED,

	/** What the client missed could not be read: it shall ask again. */
	REPLAY_FAILED;

	String tag() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
