package dev.fundbell.sms.provider;

import org.jspecify.annotations.Nullable;

/**
 * What a gateway says of a message that we are not sure of.
 *
 * @param answer what it says
 * @param messageId what it calls the message, if it has it
 * @param reason a short word, without personal data
 */
public record SmsStatus(Answer answer, @Nullable String messageId, @Nullable String reason) {

	public SmsStatus {
		reason = Said.reason(reason);
		messageId = Said.id(messageId);
	}

	static SmsStatus sent(@Nullable String messageId) {
		return new SmsStatus(Answer.SENT, messageId, null);
	}

	static SmsStatus of(Answer answer, String reason) {
		return new SmsStatus(answer, null, reason);
	}

	/** The kinds of answers. */
	public enum Answer {

		/** It has the message, and has sent it or will. */
		SENT,
		/** It has the message, and could not send it. */
		NOT_SENT,
		/** It has no such message. */
		NOT_FOUND,
		/** It did not answer, or cannot be asked. */
		CANNOT_TELL

	}

}
