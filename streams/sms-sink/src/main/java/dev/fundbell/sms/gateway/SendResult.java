package dev.fundbell.sms.gateway;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Result of giving a message to a gateway.
 *
 * @param outcome the kind of result
 * @param messageId the gateway's id of the message, if it gave one
 * @param reason a short word on what went wrong, without personal data
 * @param retryAfter how long the gateway wants to be left alone, if it said so
 */
public record SendResult(Outcome outcome, @Nullable String messageId, @Nullable String reason,
		@Nullable Duration retryAfter) {

	public SendResult {
		reason = ColumnLimits.reason(reason);
		messageId = ColumnLimits.id(messageId);
	}

	static SendResult accepted(@Nullable String messageId) {
		return new SendResult(Outcome.ACCEPTED, messageId, null, null);
	}

	static SendResult of(Outcome outcome, String reason) {
		return new SendResult(outcome, null, reason, null);
	}

	SendResult withRetryAfter(@Nullable Duration wanted) {
		return new SendResult(this.outcome, this.messageId, this.reason, wanted);
	}

	/** The kind of a result: it decides whether the message may be sent again. */
	public enum Outcome {

		/** The gateway has the message. */
		ACCEPTED,
		/** No gateway would take this message. */
		REFUSED,
		/** The gateway has not taken the message, but may later. */
		TEMPORARY,
		/** The gateway has not taken the message, and would take none of ours. */
		UNAVAILABLE,
		/** The gateway may have the message or not: it must not be sent again. */
		UNKNOWN,
		/** The gateway was not called, since it is stopped or left alone. */
		BLOCKED,
		/** The gateway was not called, since its rate is reached or the sink stops. */
		THROTTLED

	}

}
