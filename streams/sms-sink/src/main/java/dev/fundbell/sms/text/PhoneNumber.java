package dev.fundbell.sms.text;

/**
 * A number that an SMS can be sent to.
 *
 * @param e164 with everything, such as {@code +821012345678}
 * @param countryCode such as 82
 * @param national as dialled in its country, digits alone, such as {@code 01012345678}
 */
public record PhoneNumber(String e164, int countryCode, String national) {

	/** Without the number: it is personal data. */
	@Override
	public String toString() {
		return "a number in country " + this.countryCode;
	}

}
