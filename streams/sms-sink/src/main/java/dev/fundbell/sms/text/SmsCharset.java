package dev.fundbell.sms.text;

import java.nio.charset.Charset;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/**
 * Character set in which a gateway carries texts, and how long its messages may be.
 */
public enum SmsCharset {

	/**
	 * The 2,350 Hangul syllables of KS X 1001, as Korean networks carry them: 90 bytes as
	 * SMS, 2,000 as LMS.
	 */
	EUC_KR(canEncode("EUC-KR"), bytes("EUC-KR"), 90, 2000),

	/** All modern Hangul syllables, as Windows code page 949; as long as EUC-KR. */
	CP949(canEncode("x-windows-949"), bytes("x-windows-949"), 90, 2000),

	/**
	 * GSM 03.38 in 7 bits, for Latin texts: 160 characters, or ten parts of 153. A
	 * character of the extension table counts twice.
	 */
	GSM_7(Gsm7::carries, Gsm7::length, 160, 1530),

	/** Unicode in UTF-16: 70 units, or ten parts of 67. */
	UCS_2(canEncode("UTF-16"), String::length, 70, 670);

	private final Predicate<String> carries;

	private final ToIntFunction<String> length;

	private final int longestSms;

	private final int longest;

	SmsCharset(Predicate<String> carries, ToIntFunction<String> length, int longestSms, int longest) {
		this.carries = carries;
		this.length = length;
		this.longestSms = longestSms;
		this.longest = longest;
	}

	private static Predicate<String> canEncode(String name) {
		return (text) -> Charset.forName(name).newEncoder().canEncode(text);
	}

	private static ToIntFunction<String> bytes(String name) {
		return (text) -> text.getBytes(Charset.forName(name)).length;
	}

	/**
	 * Makes a text sendable in this character set.
	 * @param text any text
	 * @return the sendable text, which may be empty or too long
	 */
	public SmsText text(String text) {
		String sendable = new Transliteration(this).apply(text);
		return new SmsText(sendable, this.length.applyAsInt(sendable), this);
	}

	boolean carries(String text) {
		return this.carries.test(text);
	}

	int longestSms() {
		return this.longestSms;
	}

	int longest() {
		return this.longest;
	}

}
