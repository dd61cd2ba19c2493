package dev.fundbell.sms.gateway;

import org.jspecify.annotations.Nullable;

/**
 * A gateway's answer to a status query.
 *
 * @param state the message's state, as the gateway knows it
 * @param messageId the gateway's id of the message, if it has one
 * @param reason a short word, without personal data
 */
public record SmsStatus(State state, @Nullable String messageId, @Nullable String reason) {

	public SmsStatus {
		reason = ColumnLimits.reason(reason);
		messageId = ColumnLimits.id(messageId);
	}

	static SmsStatus sent(@Nullable String messageId) {
		return new SmsStatus(State.SENT, messageId, null);
	}

	static SmsStatus of(State state, String reason) {
		return new SmsStatus(state, null, reason);
	}

	/** The state of a message at its gateway. */
	public enum State {

		/** The message has reached its phone. */
		DELIVERED,
		/** The gateway has the message, and has sent it or will. */
		SENT,
		/** The gateway has the message, and could not deliver it. */
		NOT_SENT,
		/** The gateway has no such message. */
		NOT_FOUND,
		/** HTTP 404: no such message, or a wrong address. */
		NO_SUCH_PAGE,
		/** The gateway did not answer, or has no status query. */
		CANNOT_TELL

	}

}
