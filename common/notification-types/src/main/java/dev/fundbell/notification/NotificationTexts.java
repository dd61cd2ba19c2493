package dev.fundbell.notification;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.ResourceBundle;

/**
 * The texts of the types in one language, from
 * {@code notification-texts_<language>.properties} in this package. Immutable.
 */
final class NotificationTexts {

	private static final String BUNDLE = "dev.fundbell.notification.notification-texts";

	private static final ResourceBundle.Control EXACT = ResourceBundle.Control
		.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

	private final TextTemplate template;

	private final DateTimeFormatter dates;

	NotificationTexts(String type, Locale language) {
		ResourceBundle texts = ResourceBundle.getBundle(BUNDLE, language, NotificationTexts.class.getClassLoader(),
				EXACT);
		this.template = new TextTemplate(texts.getString(type));
		this.dates = DateTimeFormatter.ofPattern(texts.getString("date-pattern"), language);
	}

	String format(String... values) {
		return this.template.format(values);
	}

	String format(LocalDate date) {
		return this.dates.format(date);
	}

}
