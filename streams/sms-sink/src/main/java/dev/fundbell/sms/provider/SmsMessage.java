package dev.fundbell.sms.provider;

import dev.fundbell.sms.text.PhoneNumber;
import dev.fundbell.sms.text.SmsText;

/**
 * A message for a gateway.
 *
 * @param reference what we call it: the same in each attempt to send it, and never again
 * @param to whom it is for
 * @param text what it says
 */
public record SmsMessage(String reference, PhoneNumber to, SmsText text) {

	/** Without number and text: they are personal data. */
	@Override
	public String toString() {
		return "message " + this.reference;
	}

}
