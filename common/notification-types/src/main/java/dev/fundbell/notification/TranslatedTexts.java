package dev.fundbell.notification;

import java.util.Locale;

/**
 * A text in all languages that there are. Korean is the language of whoever has none of
 * the others.
 *
 * @param korean the text in Korean
 * @param english the text in English
 */
record TranslatedTexts(NotificationTexts korean, NotificationTexts english) {

	/**
	 * Reads a text.
	 * @param key its key in the files of texts
	 */
	static TranslatedTexts of(String key) {
		return new TranslatedTexts(new NotificationTexts(key, Locale.KOREAN),
				new NotificationTexts(key, Locale.ENGLISH));
	}

	/**
	 * The text in a user's language.
	 * @param languageTag the user's, such as {@code en-GB}
	 */
	NotificationTexts in(String languageTag) {
		boolean isEnglish = languageTag.regionMatches(true, 0, "en", 0, 2)
				&& (languageTag.length() == 2 || !Character.isLetter(languageTag.charAt(2)));
		return isEnglish ? this.english : this.korean;
	}

}
