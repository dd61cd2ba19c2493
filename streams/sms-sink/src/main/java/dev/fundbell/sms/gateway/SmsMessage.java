package dev.fundbell.sms.gateway;

import dev.fundbell.sms.text.PhoneNumber;
import dev.fundbell.sms.text.SmsText;

/**
 * A message for a gateway.
 *
 * @param reference our name of the message, an idempotency key: the same in each attempt
 * to send it, and never used for another message
 * @param to the recipient's number
 * @param text the text
 */
public record SmsMessage(String reference, PhoneNumber to, SmsText text) {

	/** Without number and text: they are personal data. */
	@Override
	public String toString() {
		return "message " + this.reference;
	}

}
