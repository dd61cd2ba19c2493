package dev.fundbell.sms.delivery;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A gateway's report of whether a message has reached its phone.
 *
 * @param notificationId the notification's id, from our reference
 * @param round the round, from our reference
 * @param delivered whether it has reached the phone; otherwise it never will
 * @param messageId the gateway's id of the message, if it gave one
 * @param reason why it has not reached the phone
 */
public record Receipt(long notificationId, int round, boolean delivered, @Nullable String messageId,
		@Nullable String reason) {

	private static final Pattern REFERENCE = Pattern.compile("fundbell-([0-9]{1,18})-([0-9]{1,4})");

	private static final int LONGEST_REASON = 150;

	private static final int LONGEST_ID = 100;

	public Receipt {
		reason = shortened(reason, LONGEST_REASON);
		messageId = shortened(messageId, LONGEST_ID);
	}

	/**
	 * A receipt, by our reference.
	 * @param reference the reference of the message that the gateway got
	 * @param delivered whether the message has reached the phone
	 * @param messageId the gateway's id of the message, if it gave one
	 * @param reason why it has not reached the phone
	 * @return empty, if the reference is none of ours
	 */
	public static Optional<Receipt> of(String reference, boolean delivered, @Nullable String messageId,
			@Nullable String reason) {
		Matcher ours = REFERENCE.matcher(reference);
		return ours.matches() ? Optional.of(new Receipt(Long.parseLong(ours.group(1)), Integer.parseInt(ours.group(2)),
				delivered, messageId, reason)) : Optional.empty();
	}

	private static @Nullable String shortened(@Nullable String text, int length) {
		return (text == null || text.length() <= length) ? text : text.substring(0, length);
	}

}
