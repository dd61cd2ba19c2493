package dev.fundbell.sms.text;

import java.util.Optional;
import java.util.Set;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber;

/**
 * Parser of phone numbers, which finds those that an SMS can be sent to, by the numbering
 * plans of libphonenumber. Thread-safe.
 */
public final class PhoneNumbers {

	private static final Set<PhoneNumberType> MOBILE = Set.of(PhoneNumberType.MOBILE,
			PhoneNumberType.FIXED_LINE_OR_MOBILE);

	private final PhoneNumberUtil plans = PhoneNumberUtil.getInstance();

	private final String region;

	/**
	 * A parser for numbers as a region writes them.
	 * @param region the region of numbers without a country code, such as {@code KR}
	 */
	public PhoneNumbers(String region) {
		if (!this.plans.getSupportedRegions().contains(region)) {
			throw new IllegalArgumentException("There is no numbering plan of the region " + region);
		}
		this.region = region;
	}

	/**
	 * Parses a number.
	 * @param text the number as a person wrote it
	 * @return the number, or empty if no mobile phone can have it
	 */
	public Optional<PhoneNumber> parse(String text) {
		try {
			Phonenumber.PhoneNumber number = this.plans.parse(text, this.region);
			// A number that is in no plan has no such type.
			return MOBILE.contains(this.plans.getNumberType(number)) ? Optional.of(formatted(number))
					: Optional.empty();
		}
		catch (NumberParseException ex) {
			return Optional.empty();
		}
	}

	private PhoneNumber formatted(Phonenumber.PhoneNumber number) {
		return new PhoneNumber(this.plans.format(number, PhoneNumberFormat.E164), number.getCountryCode(),
				PhoneNumberUtil.normalizeDigitsOnly(this.plans.format(number, PhoneNumberFormat.NATIONAL)));
	}

}
