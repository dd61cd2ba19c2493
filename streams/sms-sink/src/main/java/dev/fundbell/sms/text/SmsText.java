package dev.fundbell.sms.text;

import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.text.Normalizer;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Text of a message as Korean networks carry it: in EUC-KR, at most {@value #SMS_BYTES}
 * bytes as SMS and at most {@value #LMS_BYTES} as LMS. A character that EUC-KR lacks is
 * replaced by its usual stand-in or its compatibility form. A run of characters that have
 * neither, such as emoji, becomes one question mark. LMS has the same characters, so it
 * would not help.
 *
 * @param text the text, in characters of EUC-KR
 * @param bytes its length in EUC-KR
 */
public record SmsText(String text, int bytes) {

	static final int SMS_BYTES = 90;

	static final int LMS_BYTES = 2000;

	private static final Charset EUC_KR = Charset.forName("EUC-KR");

	private static final Map<Integer, String> STAND_INS = Map.ofEntries(Map.entry((int) '\u2013', "-"),
			Map.entry((int) '\u2014', "-"), Map.entry((int) '\u2022', "\u00b7"), Map.entry((int) '\u20a9', "\uffe6"),
			Map.entry((int) '\u00a5', "\uffe5"), Map.entry((int) '\u00ab', "\""), Map.entry((int) '\u00bb', "\""),
			Map.entry((int) '\u00a9', "(c)"), Map.entry((int) '\u2713', "v"));

	/**
	 * Makes a text sendable.
	 * @param text any text
	 * @return the sendable text, which may be empty
	 */
	public static SmsText of(String text) {
		CharsetEncoder encoder = EUC_KR.newEncoder();
		String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
		String sendable = encoder.canEncode(composed) ? composed : replaced(composed, encoder);
		String stripped = sendable.replaceAll("[\\p{Cntrl}&&[^\n]]", "").strip();
		return new SmsText(stripped, stripped.getBytes(EUC_KR).length);
	}

	/** SMS if it fits, else LMS. */
	public Kind kind() {
		return (this.bytes <= SMS_BYTES) ? Kind.SMS : Kind.LMS;
	}

	/** Whether it is too long even for LMS. */
	public boolean isTooLong() {
		return this.bytes > LMS_BYTES;
	}

	private static String replaced(String text, CharsetEncoder encoder) {
		StringBuilder sendable = new StringBuilder(text.length());
		boolean lost = false;
		for (int codePoint : text.codePoints().toArray()) {
			String replacement = replacement(codePoint, encoder);
			if (replacement != null) {
				sendable.append(replacement);
				lost = false;
			}
			else if (!lost) {
				sendable.append('?');
				lost = true;
			}
		}
		return sendable.toString();
	}

	private static @Nullable String replacement(int codePoint, CharsetEncoder encoder) {
		String own = Character.toString(codePoint);
		if (encoder.canEncode(own)) {
			return own;
		}
		String standIn = STAND_INS.get(codePoint);
		if (standIn != null) {
			return standIn;
		}
		String compatible = Normalizer.normalize(own, Normalizer.Form.NFKC);
		return encoder.canEncode(compatible) ? compatible : null;
	}

	/** The kind of a message, which also decides its price. */
	public enum Kind {

		/** Short message. */
		SMS,
		/** Long message. */
		LMS

	}

}
