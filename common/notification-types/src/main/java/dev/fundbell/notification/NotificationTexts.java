package dev.fundbell.notification;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.ResourceBundle;

/**
 * The texts of the types in one language, from
 * {@code notification-texts_<language>.properties} in this package. Thread-safe.
 */
final class NotificationTexts {

	private static final String BUNDLE = "dev.fundbell.notification.notification-texts";

	private static final ResourceBundle.Control EXACT = ResourceBundle.Control
		.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

	private final TextTemplate template;

	private final Latest<LocalDate, String> dates;

	NotificationTexts(String type, Locale language) {
		ResourceBundle texts = ResourceBundle.getBundle(BUNDLE, language, NotificationTexts.class.getClassLoader(),
				EXACT);
		this.template = new TextTemplate(texts.getString(type));
		DateTimeFormatter format = DateTimeFormatter.ofPattern(texts.getString("date-pattern"), language);
		this.dates = new Latest<>(format::format);
	}

	String format(String... values) {
		return this.template.format(values);
	}

	String format(LocalDate date) {
		return this.dates.of(date);
	}

}
