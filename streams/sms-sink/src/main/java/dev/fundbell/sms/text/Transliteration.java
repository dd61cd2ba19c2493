package dev.fundbell.sms.text;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Map;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Transliteration of a text into the characters of a gateway. A character that they lack
 * becomes its usual stand-in, its compatibility form, or its letter without marks. A run
 * of characters that have none of them, such as emoji, becomes one question mark.
 * Characters that cannot be seen are left out where they mean nothing.
 *
 * @param charset the characters of the gateway
 */
record Transliteration(SmsCharset charset) {

	private static final Pattern LINE_ENDS = Pattern.compile("\r\n?|[\u0085\u2028\u2029]");

	private static final Pattern SPACES = Pattern.compile("[\t\\p{Zs}&&[^ ]]");

	private static final Pattern CONTROLS = Pattern.compile("[\\p{Cc}&&[^\n]]");

	/**
	 * Controls, formats such as a zero-width joiner, and selectors of an emoji's look.
	 */
	private static final Pattern INVISIBLE = Pattern
		.compile("[\\p{Cc}\\p{Cf}\ufe00-\ufe0f\u034f\u115f\u1160\u3164&&[^\n]]");

	private static final Pattern MARKS = Pattern.compile("\\p{M}+");

	private static final Map<Integer, String> STAND_INS = Map.ofEntries(Map.entry((int) '\u2010', "-"),
			Map.entry((int) '\u2011', "-"), Map.entry((int) '\u2012', "-"), Map.entry((int) '\u2013', "-"),
			Map.entry((int) '\u2014', "-"), Map.entry((int) '\u2015', "-"), Map.entry((int) '\u2212', "-"),
			Map.entry((int) '\u2022', "\u00b7"), Map.entry((int) '\u2219', "\u00b7"),
			Map.entry((int) '\u22c5', "\u00b7"), Map.entry((int) '\u2027', "\u00b7"),
			Map.entry((int) '\u30fb', "\u00b7"), Map.entry((int) '\u00b7', "."), Map.entry((int) '\u20a9', "\uffe6"),
			Map.entry((int) '\uffe6', "KRW "), Map.entry((int) '\u00a5', "\uffe5"), Map.entry((int) '\uffe5', "\u00a5"),
			Map.entry((int) '\u00a3', "\uffe1"), Map.entry((int) '\uffe1', "\u00a3"),
			Map.entry((int) '\u00a2', "\uffe0"), Map.entry((int) '\uffe0', "c"), Map.entry((int) '\u20ac', "EUR "),
			Map.entry((int) '\u00ab', "\""), Map.entry((int) '\u00bb', "\""), Map.entry((int) '\u201c', "\""),
			Map.entry((int) '\u201d', "\""), Map.entry((int) '\u201e', "\""), Map.entry((int) '\u2018', "'"),
			Map.entry((int) '\u2019', "'"), Map.entry((int) '\u201a', "'"), Map.entry((int) '\u00a9', "(c)"),
			Map.entry((int) '\u00ae', "(r)"), Map.entry((int) '\u2713', "v"), Map.entry((int) '\u2714', "v"),
			Map.entry((int) '\u00df', "ss"), Map.entry((int) '\u00d8', "O"), Map.entry((int) '\u00f8', "o"),
			Map.entry((int) '\u00c6', "AE"), Map.entry((int) '\u00e6', "ae"), Map.entry((int) '\u0152', "OE"),
			Map.entry((int) '\u0153', "oe"), Map.entry((int) '`', "'"));

	/** Stand-ins of stand-ins: a dot for a bullet, where there is no middle dot. */
	private static final int MOST_STEPS = 3;

	String apply(String text) {
		return (isPlain(text) && this.charset.carries(text)) ? text.strip() : rewritten(text);
	}

	/**
	 * Whether a text has only characters that are what they look like: visible ones of
	 * ASCII, spaces, line feeds and Hangul syllables. Most texts have no others.
	 */
	private static boolean isPlain(String text) {
		return text.chars()
			.allMatch((each) -> (each >= ' ' && each <= '~') || each == '\n' || (each >= '\uac00' && each <= '\ud7a3'));
	}

	private String rewritten(String text) {
		String lines = LINE_ENDS.matcher(Normalizer.normalize(text, Form.NFC)).replaceAll("\n");
		// Unicode carries them, and emoji and some scripts need them.
		Pattern unseen = (this.charset == SmsCharset.UCS_2) ? CONTROLS : INVISIBLE;
		String visible = unseen.matcher(SPACES.matcher(lines).replaceAll(" ")).replaceAll("");
		return this.charset.carries(visible) ? visible.strip() : replaced(visible).strip();
	}

	private String replaced(String text) {
		StringBuilder sendable = new StringBuilder(text.length());
		boolean lost = false;
		for (int codePoint : text.codePoints().toArray()) {
			String replacement = replacement(Character.toString(codePoint), MOST_STEPS);
			if (replacement != null) {
				sendable.append(replacement);
			}
			else if (!lost) {
				sendable.append('?');
			}
			lost = replacement == null;
		}
		return sendable.toString();
	}

	private @Nullable String replacement(String character, int steps) {
		if (this.charset.carries(character)) {
			return character;
		}
		String standIn = STAND_INS.get(character.codePointAt(0));
		if (standIn != null && steps > 0) {
			return replacement(standIn, steps - 1);
		}
		String compatible = Normalizer.normalize(character, Form.NFKC);
		if (this.charset.carries(compatible)) {
			return compatible;
		}
		String unmarked = MARKS.matcher(Normalizer.normalize(character, Form.NFKD)).replaceAll("");
		return (!unmarked.isEmpty() && this.charset.carries(unmarked)) ? unmarked : null;
	}

}
