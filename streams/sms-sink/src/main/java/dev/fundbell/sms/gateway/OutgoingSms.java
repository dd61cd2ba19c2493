package dev.fundbell.sms.gateway;

import dev.fundbell.sms.text.PhoneNumber;

/**
 * SMS before a gateway is chosen. The gateway's characters decide how the text is
 * written.
 *
 * @param reference our name of the message, an idempotency key
 * @param to the recipient's number
 * @param text the text as the notification has it
 * @param attempts how often gateways have put it off so far
 */
public record OutgoingSms(String reference, PhoneNumber to, String text, int attempts) {

	/** Without number and text: they are personal data. */
	@Override
	public String toString() {
		return "message " + this.reference;
	}

}
