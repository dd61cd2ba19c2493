package dev.fundbell.sms.text;

/**
 * A phone number that an SMS can be sent to.
 *
 * @param e164 the whole number, such as {@code +821012345678}
 * @param countryCode the country code, such as 82
 * @param national the digits dialled within its country, such as {@code 01012345678}
 */
public record PhoneNumber(String e164, int countryCode, String national) {

	/** Without the number: it is personal data. */
	@Override
	public String toString() {
		return "a number in country " + this.countryCode;
	}

}
