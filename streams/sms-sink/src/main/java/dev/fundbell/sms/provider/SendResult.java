package dev.fundbell.sms.provider;

import org.jspecify.annotations.Nullable;

/**
 * What became of an attempt to send.
 *
 * @param outcome what happened
 * @param messageId what the gateway calls the message, if it said so
 * @param reason a short word on what went wrong, without personal data
 */
public record SendResult(Outcome outcome, @Nullable String messageId, @Nullable String reason) {

	public SendResult {
		reason = Said.reason(reason);
		messageId = Said.id(messageId);
	}

	static SendResult accepted(@Nullable String messageId) {
		return new SendResult(Outcome.ACCEPTED, messageId, null);
	}

	static SendResult of(Outcome outcome, String reason) {
		return new SendResult(outcome, null, reason);
	}

	/** The kinds of results, each of which says what may be done next. */
	public enum Outcome {

		/** The gateway has it. */
		ACCEPTED,
		/** No gateway would take this message. */
		REFUSED,
		/** The gateway has not taken it, but may in a moment. */
		TEMPORARY,
		/** The gateway has not taken it, and would take no message of ours. */
		UNAVAILABLE,
		/** The gateway may have it or not: it must not be sent again. */
		UNKNOWN,
		/** Nobody was asked, for the sake of the gateway: later. */
		BLOCKED

	}

}
