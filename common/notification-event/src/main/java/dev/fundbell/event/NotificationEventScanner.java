package dev.fundbell.event;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Scanner for hot paths: recognises an event in exactly the form that
 * {@link NotificationEventWriter} gives it, at a tenth of the cost of parsing. Bytes that
 * it recognises are valid JSON on one line, without control characters. Everything else,
 * valid or not, is for {@link NotificationEventJson}. Not thread-safe.
 */
public final class NotificationEventScanner {

	private static final byte[] NOTIFICATION_ID = ascii("{\"notificationId\":");

	private static final byte[] USER_ID = ascii(",\"userId\":");

	private static final byte[] TYPE = ascii(",\"type\":\"");

	private static final byte[] MESSAGE = ascii(",\"message\":\"");

	private static final byte[] FUNDING_ID = ascii(",\"fundingId\":");

	private static final byte[] COUPON_ID = ascii(",\"couponId\":");

	private static final byte[] CREATED_AT = ascii(",\"createdAt\":\"");

	private static final byte[] EXPIRES_AT = ascii(",\"expiresAt\":\"");

	private static final byte[] INSTANT = ascii("0000-00-00T00:00:00");

	/** More digits may overflow a long. */
	private static final int MOST_DIGITS = 18;

	private byte[] json = {};

	private int at;

	private long notificationId;

	private long userId;

	private int expiresAt;

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

	/**
	 * Reads only the notification's id.
	 * @param event the event's JSON
	 * @return the id, or -1 if the bytes do not begin as the writer begins them
	 */
	public static long notificationIdOf(byte[] event) {
		NotificationEventScanner scanner = new NotificationEventScanner();
		scanner.json = event;
		return scanner.skip(NOTIFICATION_ID) ? scanner.number() : -1;
	}

	/**
	 * Scans an event.
	 * @param event the event's JSON, which is not copied
	 * @return whether it has the writer's form; if not, nothing else here is of meaning
	 */
	public boolean scan(byte[] event) {
		this.json = event;
		this.at = 0;
		this.expiresAt = -1;
		return ids() && texts() && occasion() && times() && at('}') && this.at + 1 == event.length;
	}

	private boolean ids() {
		if (!skip(NOTIFICATION_ID)) {
			return false;
		}
		this.notificationId = number();
		if (this.notificationId < 0 || !skip(USER_ID)) {
			return false;
		}
		this.userId = number();
		return this.userId > 0;
	}

	private boolean texts() {
		return skip(TYPE) && !at('"') && !at(' ') && text() && skip(MESSAGE) && text();
	}

	private boolean occasion() {
		return (!skip(FUNDING_ID) || number() > 0) && (!skip(COUPON_ID) || number() > 0);
	}

	private boolean times() {
		if (!skip(CREATED_AT) || !instant()) {
			return false;
		}
		if (!skip(EXPIRES_AT)) {
			return true;
		}
		this.expiresAt = this.at;
		return instant();
	}

	/** The id of the notification that was scanned. */
	public long notificationId() {
		return this.notificationId;
	}

	/** The id of its user. */
	public long userId() {
		return this.userId;
	}

	/**
	 * From when on the notification that was scanned is not worth delivering.
	 * @return the instant; null if it does not expire
	 * @throws InvalidNotificationEventException if there is no such instant, such as on
	 * 30 February
	 */
	public @Nullable Instant expiresAt() {
		if (this.expiresAt < 0) {
			return null;
		}
		int end = this.expiresAt;
		while (this.json[end] != '"') {
			end++;
		}
		try {
			return Instant
				.parse(new String(this.json, this.expiresAt, end - this.expiresAt, StandardCharsets.US_ASCII));
		}
		catch (DateTimeException ex) {
			throw new InvalidNotificationEventException("Property expiresAt is not an ISO 8601 instant", ex);
		}
	}

	/** Moves behind an expected sequence of bytes, if it is there. */
	private boolean skip(byte[] expected) {
		if (this.at + expected.length > this.json.length) {
			return false;
		}
		for (int index = 0; index < expected.length; index++) {
			if (this.json[this.at + index] != expected[index]) {
				return false;
			}
		}
		this.at += expected.length;
		return true;
	}

	private boolean at(char expected) {
		return this.at < this.json.length && this.json[this.at] == expected;
	}

	/** Moves behind a positive number; -1 if there is none. */
	private long number() {
		int start = this.at;
		long value = 0;
		while (isDigit()) {
			value = value * 10 + this.json[this.at++] - '0';
			if (this.at - start > MOST_DIGITS) {
				return -1;
			}
		}
		return (this.at > start && this.json[start] != '0') ? value : -1;
	}

	private boolean isDigit() {
		return this.at < this.json.length && this.json[this.at] >= '0' && this.json[this.at] <= '9';
	}

	/** Moves behind the end of a string whose quotation mark was skipped. */
	private boolean text() {
		while (this.at < this.json.length) {
			byte each = this.json[this.at++];
			if (each == '"') {
				return true;
			}
			// Bytes of UTF-8 beyond ASCII are negative.
			if (each >= 0 && each < ' ' || each == '\\' && !escape()) {
				return false;
			}
		}
		return false;
	}

	private boolean escape() {
		if (this.at == this.json.length) {
			return false;
		}
		return switch (this.json[this.at++]) {
			case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> true;
			case 'u' -> codeUnit();
			default -> false;
		};
	}

	private boolean codeUnit() {
		for (int digit = 0; digit < 4; digit++) {
			if (this.at == this.json.length || Character.digit(this.json[this.at++], 16) < 0) {
				return false;
			}
		}
		return true;
	}

	/** Moves behind an instant in UTC and its quotation mark. */
	private boolean instant() {
		for (byte expected : INSTANT) {
			if (!(expected == '0' ? isDigit() : at((char) expected))) {
				return false;
			}
			this.at++;
		}
		if (!isTime(this.at - INSTANT.length)) {
			return false;
		}
		if (at('.')) {
			this.at++;
			while (isDigit()) {
				this.at++;
			}
		}
		return at('Z') && ++this.at > 0 && at('"') && ++this.at > 0;
	}

	private boolean isTime(int start) {
		return isBetween(start + 5, 1, 12) && isBetween(start + 8, 1, 31) && isBetween(start + 11, 0, 23)
				&& isBetween(start + 14, 0, 59) && isBetween(start + 17, 0, 59);
	}

	private boolean isBetween(int start, int least, int most) {
		int value = (this.json[start] - '0') * 10 + this.json[start + 1] - '0';
		return value >= least && value <= most;
	}

}
