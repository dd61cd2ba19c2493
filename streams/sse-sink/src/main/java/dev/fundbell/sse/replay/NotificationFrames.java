package dev.fundbell.sse.replay;

import java.time.Clock;
import java.time.Instant;

import dev.fundbell.event.InvalidNotificationEventException;
import dev.fundbell.event.NotificationEvent;
import dev.fundbell.event.NotificationEventJson;
import dev.fundbell.event.NotificationEventScanner;
import dev.fundbell.sse.hub.SseFrame;
import org.jspecify.annotations.Nullable;

/**
 * Frames of notifications. JSON in the form of our own writer is passed on as it came;
 * any other is parsed and written again, so that no line end in it can end the event. A
 * notification that has expired has no frame, since nobody is to be told any longer.
 * Thread-safe.
 */
public final class NotificationFrames {

	private final Clock clock;

	/**
	 * Frames of notifications that have not expired.
	 * @param clock to compare their expiry with
	 */
	public NotificationFrames(Clock clock) {
		this.clock = clock;
	}

	/**
	 * Makes the frame of a record.
	 * @param userId the user in the record's key
	 * @param json the record's value
	 * @return the frame; null if the notification has expired
	 * @throws InvalidNotificationEventException if the value is no event, or one of
	 * another user: better to nobody than to the wrong one
	 */
	public @Nullable SseFrame of(long userId, byte[] json) {
		NotificationEventScanner scanner = new NotificationEventScanner();
		if (!scanner.scan(json)) {
			NotificationEvent event = NotificationEventJson.read(json);
			checkUser(userId, event.userId());
			return of(event);
		}
		checkUser(userId, scanner.userId());
		return hasExpired(scanner.expiresAt()) ? null : SseFrame.of(scanner.notificationId(), json);
	}

	/**
	 * Makes the frame of a notification.
	 * @param event the notification
	 * @return the frame; null if it has expired
	 */
	@Nullable SseFrame of(NotificationEvent event) {
		return hasExpired(event.expiresAt()) ? null : SseFrame.of(event);
	}

	private static void checkUser(long expected, long userId) {
		if (userId != expected) {
			throw new InvalidNotificationEventException("The record's key is not the event's user id");
		}
	}

	private boolean hasExpired(@Nullable Instant expiry) {
		return expiry != null && !expiry.isAfter(this.clock.instant());
	}

}
