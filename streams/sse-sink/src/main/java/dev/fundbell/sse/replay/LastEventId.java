package dev.fundbell.sse.replay;

import java.time.Instant;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Cursor of a client: what it sends as {@code Last-Event-ID} when it reconnects. It is
 * the id of the last notification that it got. Before its first notification it is the
 * time when it connected, as {@code @<milliseconds since 1970>}.
 *
 * @param notificationId the notification's id; 0, which no notification has, where there
 * is none
 * @param connectedAt when the client connected; null if it got a notification since
 */
record LastEventId(long notificationId, @Nullable Instant connectedAt) {

	/** Every id that the service gives, and nothing that overflows. */
	private static final Pattern ID = Pattern.compile("[0-9]{1,18}");

	/** A time in milliseconds, of this millennium. */
	private static final Pattern TIME = Pattern.compile("@[0-9]{1,13}");

	/** The cursor of a client that has had no notification. */
	static LastEventId connectedAt(Instant instant) {
		return new LastEventId(0, instant);
	}

	/** Reads a client's cursor; a text of any other form is an id that does not exist. */
	static LastEventId parse(String text) {
		if (TIME.matcher(text).matches()) {
			return connectedAt(Instant.ofEpochMilli(Long.parseLong(text.substring(1))));
		}
		return new LastEventId(ID.matcher(text).matches() ? Long.parseLong(text) : 0, null);
	}

	@Override
	public String toString() {
		return (this.connectedAt != null) ? "@" + this.connectedAt.toEpochMilli() : Long.toString(this.notificationId);
	}

}
