package dev.fundbell.batch.notification;

import java.time.LocalDate;
import java.util.Locale;

/**
 * A kind of notification, defined in one place: a subclass names it, knows its business
 * key and when it expires; its text is under its name in
 * {@code notification-texts_<language>.properties} beside it on the class path. Korean is
 * the language of whoever has none of the others.
 */
public abstract class NotificationType {

	private final String name;

	private final NotificationTexts korean;

	private final NotificationTexts english;

	/**
	 * A type.
	 * @param name as in the database and the event, such as {@code COUPON_DEADLINE}
	 */
	protected NotificationType(String name) {
		this.name = name;
		this.korean = new NotificationTexts(name, Locale.KOREAN, getClass().getClassLoader());
		this.english = new NotificationTexts(name, Locale.ENGLISH, getClass().getClassLoader());
	}

	/** The name in the database and the event. */
	public final String name() {
		return this.name;
	}

	/**
	 * The text in a user's language.
	 * @param languageTag the user's, such as {@code en-GB}
	 * @param values for the text's places {@code {0}}, {@code {1}} …
	 */
	protected final String text(String languageTag, String... values) {
		return texts(languageTag).format(values);
	}

	/**
	 * A date as the user's language writes it.
	 * @param languageTag the user's
	 * @param date the date
	 */
	protected final String date(String languageTag, LocalDate date) {
		return texts(languageTag).format(date);
	}

	private NotificationTexts texts(String languageTag) {
		boolean isEnglish = languageTag.regionMatches(true, 0, "en", 0, 2)
				&& (languageTag.length() == 2 || !Character.isLetter(languageTag.charAt(2)));
		return isEnglish ? this.english : this.korean;
	}

}
