package dev.fundbell.notification;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * A kind of notification, defined in one place: a subclass names it, knows its business
 * key and when it is worth sending; its text is under its name in {@code
 * notification-texts_<language>.properties}. Korean is the default language.
 */
public abstract class NotificationType {

	/**
	 * For rules: whether the notification's user takes part in its funding. Not with
	 * EXISTS, which the optimizer may turn into reading all participations.
	 */
	static final String TAKES_PART = """
			(SELECT 1 FROM participations p FORCE INDEX (ix_participations_funding)
			 WHERE p.funding_id = n.funding_id AND p.status = 'ACTIVE' AND p.user_id = n.user_id LIMIT 1) IS NOT NULL""";

	private final String name;

	private final TranslatedTexts texts;

	/**
	 * A type.
	 * @param name as in the database and the event, such as {@code COUPON_DEADLINE}
	 */
	NotificationType(String name) {
		this.name = name;
		this.texts = TranslatedTexts.of(name);
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
	final String text(String languageTag, String... values) {
		return this.texts.in(languageTag).format(values);
	}

	/**
	 * A date as the user's language writes it.
	 * @param languageTag the user's
	 * @param date the date
	 */
	final String date(String languageTag, LocalDate date) {
		return this.texts.in(languageTag).format(date);
	}

	/** An amount in won, as both languages write it. */
	static String won(long amount) {
		return String.format(Locale.ROOT, "%,d", amount);
	}

	/** When a notification of the type is stale; it may also expire. */
	abstract WithdrawalRule withdrawalRule();

	/**
	 * Why a notification is stale.
	 * @param row the columns that the rule selects
	 * @return the reason, or null while it is true
	 */
	@Nullable String reason(ResultSet row) throws SQLException {
		return row.getString(3);
	}

}
