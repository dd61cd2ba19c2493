package dev.fundbell.sms.gateway;

import java.time.Instant;

import dev.fundbell.sms.text.PhoneNumber;
import org.jspecify.annotations.Nullable;

/**
 * Status query for a message that a gateway may have.
 *
 * @param reference our name of the message
 * @param messageId the gateway's id of it, if we were told
 * @param to the recipient's number, if it is still known
 * @param sentAt when the message was claimed, right before the call
 */
public record SmsQuery(String reference, @Nullable String messageId, @Nullable PhoneNumber to, Instant sentAt) {

	/** Without the number: it is personal data. */
	@Override
	public String toString() {
		return "query for message " + this.reference;
	}

}
