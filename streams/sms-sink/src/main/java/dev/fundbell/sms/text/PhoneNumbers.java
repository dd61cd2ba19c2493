package dev.fundbell.sms.text;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber;
import org.jspecify.annotations.Nullable;

/**
 * Parser of phone numbers as people write them, which finds those that an SMS can be sent
 * to, by the numbering plans of libphonenumber. It is stricter in two points: a letter is
 * a mistake and not decoration, and an extension is never dialled. Thread-safe.
 */
public final class PhoneNumbers {

	private static final Set<PhoneNumberType> MOBILE = Set.of(PhoneNumberType.MOBILE,
			PhoneNumberType.FIXED_LINE_OR_MOBILE);

	private static final Pattern EXTENSION = Pattern
		.compile("(?iu)[\\s,;]*(?:;ext=|ext(?:ension)?|내선(?:\\s*번호)?|x|#)[\\s.:]*\\p{Nd}{1,7}\\s*$");

	/** Digits of any script, and what separates them. */
	private static final Pattern WRITTEN = Pattern
		.compile("(?i)(?:tel:)?[\\p{Nd}\\p{Z}\\p{Pd}\\p{Ps}\\p{Pe}\\p{Cf}\\t.+\uff0b\uff0e]*");

	private static final Pattern INTERNATIONAL = Pattern.compile("[^\\p{Nd}]*[0\uff10][0\uff10](.*)", Pattern.DOTALL);

	private static final int KOREA = 82;

	/** As most Koreans write theirs, which needs no parser. */
	private static final Pattern USUAL_010 = Pattern.compile("(?:\\+82|0)(10)-?([0-9]{4})-?([0-9]{4})");

	/**
	 * Numbers that begin with 010 have eight more digits, though the plan allows seven.
	 */
	private static final Pattern SHORT_010 = Pattern.compile("10[0-9]{7}");

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
	 * @return its kind; with the number, if a mobile phone can have it
	 */
	public ParsedNumber parse(String text) {
		Matcher usual = USUAL_010.matcher(text);
		return (usual.matches() && (text.startsWith("+") || this.region.equals("KR")))
				? usual(usual.group(1) + usual.group(2) + usual.group(3)) : parseAnyForm(text);
	}

	private ParsedNumber usual(String digits) {
		PhoneNumberType type = this.plans.getNumberType(
				new Phonenumber.PhoneNumber().setCountryCode(KOREA).setNationalNumber(Long.parseLong(digits)));
		return MOBILE.contains(type) ? ParsedNumber.mobile(new PhoneNumber("+" + KOREA + digits, KOREA, "0" + digits))
				: parseAnyForm("+" + KOREA + digits);
	}

	private ParsedNumber parseAnyForm(String text) {
		String main = EXTENSION.matcher(text.strip()).replaceFirst("");
		if (!WRITTEN.matcher(main).matches()) {
			return ParsedNumber.INVALID;
		}
		ParsedNumber international = INTERNATIONAL.matcher(main).matches()
				? planned(INTERNATIONAL.matcher(main).replaceFirst("+$1")) : ParsedNumber.INVALID;
		return (international.number() != null) ? international : planned(main);
	}

	private ParsedNumber planned(String text) {
		Phonenumber.PhoneNumber number = parsed(text);
		PhoneNumberType type = (number != null) ? this.plans.getNumberType(number) : PhoneNumberType.UNKNOWN;
		if (number == null || type == PhoneNumberType.UNKNOWN || isTooShort(number)) {
			return ParsedNumber.INVALID;
		}
		return MOBILE.contains(type) ? ParsedNumber.mobile(formatted(number)) : ParsedNumber.NOT_MOBILE;
	}

	private Phonenumber.@Nullable PhoneNumber parsed(String text) {
		try {
			return this.plans.parse(text, this.region).clearExtension();
		}
		catch (NumberParseException ex) {
			return null;
		}
	}

	private static boolean isTooShort(Phonenumber.PhoneNumber number) {
		return number.getCountryCode() == KOREA
				&& SHORT_010.matcher(Long.toString(number.getNationalNumber())).matches();
	}

	private PhoneNumber formatted(Phonenumber.PhoneNumber number) {
		return new PhoneNumber(this.plans.format(number, PhoneNumberFormat.E164), number.getCountryCode(),
				PhoneNumberUtil.normalizeDigitsOnly(this.plans.format(number, PhoneNumberFormat.NATIONAL)));
	}

}
