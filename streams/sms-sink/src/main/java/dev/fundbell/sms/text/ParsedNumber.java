package dev.fundbell.sms.text;

import org.jspecify.annotations.Nullable;

/**
 * Result of parsing a phone number.
 *
 * @param kind the kind of number
 * @param number the number, if it is a mobile one
 */
public record ParsedNumber(Kind kind, @Nullable PhoneNumber number) {

	static final ParsedNumber INVALID = new ParsedNumber(Kind.INVALID, null);

	static final ParsedNumber NOT_MOBILE = new ParsedNumber(Kind.NOT_MOBILE, null);

	static ParsedNumber mobile(PhoneNumber number) {
		return new ParsedNumber(Kind.MOBILE, number);
	}

	/** Kind of a number. */
	public enum Kind {

		/** An SMS can be sent to it. */
		MOBILE,
		/** A number in a plan, but of no mobile phone. */
		NOT_MOBILE,
		/** No number that anybody can have. */
		INVALID

	}

}
