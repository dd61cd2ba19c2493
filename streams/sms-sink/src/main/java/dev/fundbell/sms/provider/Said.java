package dev.fundbell.sms.provider;

import org.jspecify.annotations.Nullable;

/** What gateways say goes into columns: no answer may be too long for them. */
final class Said {

	private static final int LONGEST_REASON = 150;

	private static final int LONGEST_ID = 100;

	private Said() {
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
