package dev.fundbell.sms.text;

/**
 * Text of a message in the characters of a gateway. A character that they lack has been
 * replaced. LMS has the same characters as SMS, so it would not help.
 *
 * @param text the text
 * @param length its length, as the gateway counts it
 * @param charset the characters of the gateway
 */
public record SmsText(String text, int length, SmsCharset charset) {

	/** SMS if it fits, else LMS. */
	public Kind kind() {
		return (this.length <= this.charset.longestSms()) ? Kind.SMS : Kind.LMS;
	}

	/** Whether it is too long even for LMS. */
	public boolean isTooLong() {
		return this.length > this.charset.longest();
	}

	/** Without the text: it may be personal. */
	@Override
	public String toString() {
		return this.kind() + " of length " + this.length;
	}

	/** The kind of a message, which also decides its price. */
	public enum Kind {

		/** Short message. */
		SMS,
		/** Long message, or one of several parts. */
		LMS

	}

}
