package dev.fundbell.sms.gateway;

import org.jspecify.annotations.Nullable;

/** Cuts a gateway's words to the length of the columns that they are stored in. */
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
