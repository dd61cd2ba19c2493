package dev.fundbell.sse.inbox;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Objects;

import dev.fundbell.sse.entity.Notification;

/**
 * Cursor of the inbox, newest first: the next page begins after it. Opaque to clients.
 */
record InboxCursor(Instant publishedAt, long id) {

	/** Before the first page: later than any row, in the range of the database. */
	static final InboxCursor START = new InboxCursor(Instant.parse("9999-12-31T00:00:00Z"), Long.MAX_VALUE);

	/**
	 * Returns an instant that the database can store.
	 * @throws IllegalArgumentException if it cannot
	 */
	static Instant storable(Instant instant) {
		if (instant.isBefore(Instant.EPOCH) || instant.isAfter(START.publishedAt())) {
			throw new IllegalArgumentException("The instant must lie from 1970 to 9999.");
		}
		return instant;
	}

	static InboxCursor after(Notification notification) {
		return new InboxCursor(Objects.requireNonNull(notification.getPublishedAt()), notification.getId());
	}

	/**
	 * Reads what {@link #toString()} wrote.
	 * @throws IllegalArgumentException if it is not a cursor
	 */
	static InboxCursor parse(String text) {
		try {
			String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII).split(" ", 2);
			return new InboxCursor(storable(Instant.parse(parts[0])), Long.parseLong(parts[parts.length - 1]));
		}
		catch (DateTimeException | IllegalArgumentException ex) {
			throw new IllegalArgumentException("The cursor is none that this API gave out.", ex);
		}
	}

	@Override
	public String toString() {
		String text = this.publishedAt + " " + this.id;
		return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
	}

}
