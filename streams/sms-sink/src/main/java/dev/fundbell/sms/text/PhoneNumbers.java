package dev.fundbell.sms.text;

import java.util.Optional;
import java.util.Set;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber;

/**
 * Tells numbers that can be sent to from others, by the numbering plans that
 * libphonenumber knows. Thread-safe.
 */
public final class PhoneNumbers {

	private static final Set<PhoneNumberType> MOBILE = Set.of(PhoneNumberType.MOBILE,
			PhoneNumberType.FIXED_LINE_OR_MOBILE);

	private final PhoneNumberUtil plans = PhoneNumberUtil.getInstance();

	private final String region;

	/**
	 * Numbers as a region writes them.
	 * @param region where a number without a country is, such as {@code KR}
	 */
	public PhoneNumbers(String region) {
		if (!this.plans.getSupportedRegions().contains(region)) {
			throw new IllegalArgumentException("There is no numbering plan of the region " + region);
		}
		this.region = region;
	}

	/**
	 * Reads a number.
	 * @param text as a person wrote it
	 * @return the number, or nothing if no mobile phone can have it
	 */
	public Optional<PhoneNumber> parse(String text) {
		try {
			Phonenumber.PhoneNumber number = this.plans.parse(text, this.region);
			// What no plan knows is of no type.
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
