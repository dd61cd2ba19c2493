package dev.fundbell.notification;

import java.time.Instant;
import java.time.LocalDate;

import org.jspecify.annotations.Nullable;

/**
 * Notification to be created unless its business key exists: type, user, subject and due
 * date.
 *
 * @param type the kind, such as {@code COUPON_DEADLINE}
 * @param userId whom it is for
 * @param subjectId the subject in the business key: a coupon or a funding, by type
 * @param dueDate the date in the business key, in the business zone
 * @param fundingId the funding it is about, if any
 * @param couponId the coupon it is about, if any
 * @param message the text, in the user's language
 * @param expiresAt from when on it is not worth sending, if it expires
 */
public record NewNotification(String type, long userId, long subjectId, LocalDate dueDate, @Nullable Long fundingId,
		@Nullable Long couponId, String message, @Nullable Instant expiresAt) {

	/** Length of the column, in characters. */
	static final int MAX_MESSAGE_LENGTH = 500;

	public NewNotification {
		if (message.length() > MAX_MESSAGE_LENGTH) {
			message = shortened(message);
		}
	}

	private static String shortened(String message) {
		if (message.codePointCount(0, message.length()) <= MAX_MESSAGE_LENGTH) {
			return message;
		}
		return message.substring(0, message.offsetByCodePoints(0, MAX_MESSAGE_LENGTH - 1)) + "…";
	}

}
