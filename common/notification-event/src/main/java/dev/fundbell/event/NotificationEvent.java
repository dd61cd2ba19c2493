package dev.fundbell.event;

import java.time.Instant;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Published notification, as consumers see it. Delivery is at-least-once:
 * {@code notificationId} is the key to drop repetitions by. Nothing in it is personal
 * data beyond the text that its user may read.
 *
 * @param notificationId the notification's id, positive; ids are not in the order of
 * publication
 * @param userId whom it is for, positive; the record's key, so that a user's events stay
 * in order
 * @param type the kind of notification, such as {@code COUPON_DEADLINE}; readers accept
 * types that they do not know
 * @param message the text to show, in the user's language
 * @param fundingId the funding it is about, if any
 * @param couponId the coupon it is about, if any
 * @param createdAt when the notification was created
 * @param expiresAt from when on it is not worth delivering, if it expires
 */
public record NotificationEvent(long notificationId, long userId, String type, String message, @Nullable Long fundingId,
		@Nullable Long couponId, Instant createdAt, @Nullable Instant expiresAt) {

	public NotificationEvent {
		if (notificationId <= 0) {
			throw new IllegalArgumentException("notificationId must be positive, was " + notificationId);
		}
		if (userId <= 0) {
			throw new IllegalArgumentException("userId must be positive, was " + userId);
		}
		Objects.requireNonNull(type, "type");
		if (type.isBlank()) {
			throw new IllegalArgumentException("type must not be blank");
		}
		Objects.requireNonNull(message, "message");
		Objects.requireNonNull(createdAt, "createdAt");
	}

}
