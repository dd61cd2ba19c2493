package dev.fundbell.sse.inbox;

import java.time.Instant;
import java.util.List;

import dev.fundbell.sse.stream.ReadMarker;
import dev.fundbell.sse.stream.ReadMarkers;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** HTTP API of the inbox: always that of the token's user. */
@RestController
class InboxController {

	private static final int MOST_ITEMS = 100;

	private final Inbox inbox;

	private final ReadMarkers readMarkers;

	InboxController(Inbox inbox, ReadMarkers readMarkers) {
		this.inbox = inbox;
		this.readMarkers = readMarkers;
	}

	@GetMapping("/api/notification/exist")
	boolean exist(Authentication user) {
		return this.inbox.hasUnread(userId(user));
	}

	@GetMapping("/api/notifications")
	InboxPage list(Authentication user, @RequestParam(defaultValue = "20") int limit,
			@RequestParam(required = false) @Nullable String cursor) {
		if (limit < 1 || limit > MOST_ITEMS) {
			throw new ResponseStatusException(HttpStatus.BAD_REQUEST,
					"The limit must be from 1 to " + MOST_ITEMS + ".");
		}
		return this.inbox.page(userId(user), parse(cursor), limit);
	}

	private static InboxCursor parse(@Nullable String cursor) {
		try {
			return (cursor != null) ? InboxCursor.parse(cursor) : InboxCursor.START;
		}
		catch (IllegalArgumentException ex) {
			throw new ResponseStatusException(HttpStatus.BAD_REQUEST, ex.getMessage(), ex);
		}
	}

	@GetMapping("/api/notifications/unread-count")
	UnreadCount unreadCount(Authentication user) {
		return new UnreadCount(this.inbox.unread(userId(user)));
	}

	@PutMapping("/api/notifications/{id}/read")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void markRead(Authentication user, @PathVariable long id) {
		long userId = userId(user);
		switch (this.inbox.markRead(userId, id)) {
			case NOW -> this.readMarkers.publish(ReadMarker.of(userId, List.of(id)));
			case BEFORE -> {
				// The user's subscribers know.
			}
			case UNKNOWN -> throw new ResponseStatusException(HttpStatus.NOT_FOUND, "You have no such notification.");
		}
	}

	@PutMapping("/api/notifications/read")
	MarkedCount markAllRead(Authentication user, @RequestParam(required = false) @Nullable Instant through) {
		long userId = userId(user);
		Instant end = (through != null) ? storable(through) : this.inbox.now();
		int marked = this.inbox.markAllRead(userId, end);
		if (marked != 0) {
			this.readMarkers.publish(ReadMarker.through(userId, end));
		}
		return new MarkedCount(marked);
	}

	private static Instant storable(Instant instant) {
		try {
			return InboxCursor.storable(instant);
		}
		catch (IllegalArgumentException ex) {
			throw new ResponseStatusException(HttpStatus.BAD_REQUEST, ex.getMessage(), ex);
		}
	}

	private static long userId(Authentication user) {
		return Long.parseLong(user.getName());
	}

	/** Number of unread notifications. */
	record UnreadCount(long unread) {

	}

	/** Number of notifications that became read. */
	record MarkedCount(int marked) {

	}

}
