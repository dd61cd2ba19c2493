package dev.fundbell.sms.provider;

import java.time.Instant;

import dev.fundbell.sms.text.PhoneNumber;
import org.jspecify.annotations.Nullable;

/**
 * A question about a message whose fate is not known.
 *
 * @param reference what we called it
 * @param messageId what the gateway called it, if we were told
 * @param to whom it was for, if that is still known
 * @param sentAt when it was given to the gateway, or would have been
 */
public record SmsQuery(String reference, @Nullable String messageId, @Nullable PhoneNumber to, Instant sentAt) {

	/** Without the number: it is personal data. */
	@Override
	public String toString() {
		return "query for message " + this.reference;
	}

}
