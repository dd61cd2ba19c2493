package dev.fundbell.sms.gateway;

import org.jspecify.annotations.Nullable;

/**
 * Limits of the columns that a gateway's words are stored in, to which longer words are
 * cut.
 */
final class ColumnLimits {

	private static final int LONGEST_REASON = 150;

	private static final int LONGEST_ID = 100;

	private ColumnLimits() {
	}

	static @Nullable String reason(@Nullable String text) {
		return shortened(text, LONGEST_REASON);
	}

	static @Nullable String id(@Nullable String text) {
		return shortened(text, LONGEST_ID);
	}

	private static @Nullable String shortened(@Nullable String text, int length) {
		return (text == null || text.length() <= length) ? text : text.substring(0, length);
	}

}
