package dev.fundbell.sse.replay;

import java.util.regex.Pattern;

import dev.fundbell.sse.recent.Place;
import org.jspecify.annotations.Nullable;

/**
 * Cursor of a client: the last id that it got, which it sends as {@code Last-Event-ID}
 * when it reconnects. It is either that of a notification or a place in the topic.
 *
 * @param notificationId the notification's id; 0, which no notification has, where there
 * is none
 * @param place the place; null if the last id was that of a notification
 */
record LastEventId(long notificationId, @Nullable Place place) {

	/** Every id that the service gives, and nothing that overflows. */
	private static final Pattern ID = Pattern.compile("[0-9]{1,18}");

	/** Reads a client's cursor; a text of any other form is an id that does not exist. */
	static LastEventId parse(String text) {
		return Place.parse(text)
			.map((place) -> new LastEventId(0, place))
			.orElseGet(() -> new LastEventId(ID.matcher(text).matches() ? Long.parseLong(text) : 0, null));
	}

}
