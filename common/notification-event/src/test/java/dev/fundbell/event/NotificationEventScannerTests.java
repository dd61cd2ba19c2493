package dev.fundbell.event;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The form that the scanner recognises, and all that it leaves to the parser. */
class NotificationEventScannerTests {

	private static final String VALID = "{\"notificationId\":5,\"userId\":7,\"type\":\"T\",\"message\":\"m\","
			+ "\"createdAt\":\"2026-11-23T00:00:00Z\"}";

	private final NotificationEventScanner scanner = new NotificationEventScanner();

	@Test
	void recognisesEveryFormOfTheWriter() {
		Instant created = Instant.parse("2026-11-23T00:00:00.123456Z");
		Instant expiry = Instant.parse("2026-11-24T15:00:00Z");
		String text = "[달빛 램프] \"인용\" \\ /\t\n\u0001\u2028 𝄞";
		for (Long funding : new Long[] { null, 3L }) {
			for (Long coupon : new Long[] { null, 999_999_999_999_999_999L }) {
				for (Instant end : new Instant[] { null, expiry }) {
					byte[] json = NotificationEventJson
						.write(new NotificationEvent(5, 7, "COUPON_DEADLINE", text, funding, coupon, created, end));
					assertThat(this.scanner.scan(json)).as(new String(json, StandardCharsets.UTF_8)).isTrue();
					assertThat(this.scanner.notificationId()).isEqualTo(5);
					assertThat(this.scanner.userId()).isEqualTo(7);
					assertThat(this.scanner.expiresAt()).isEqualTo(end);
				}
			}
		}
	}

	@Test
	void recognisesNoPrefixOfAnEventAndNothingThatFollowsIt() {
		for (int length = 0; length < VALID.length(); length++) {
			assertThat(scan(VALID.substring(0, length))).as("%d bytes", length).isFalse();
		}
		assertThat(scan(VALID)).isTrue();
		assertThat(scan(VALID + "\n")).isFalse();
		assertThat(scan(VALID + "}")).isFalse();
	}

	/** A byte of another kind anywhere must not be passed on to a stream. */
	@Test
	void recognisesNoControlCharacterAtAnyPlace() {
		byte[] valid = VALID.getBytes(StandardCharsets.UTF_8);
		for (int place = 0; place < valid.length; place++) {
			for (byte control : new byte[] { 0, '\n', '\r', '\t', 31 }) {
				byte[] changed = valid.clone();
				changed[place] = control;
				assertThat(this.scanner.scan(changed)).as("%d at %d", control, place).isFalse();
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"userId\":07", "\"userId\":-7", "\"userId\":0", "\"userId\":7.0", "\"userId\":\"7\"",
			"\"userId\":1000000000000000000", "\"type\":\"\"", "\"type\":\" \"", "\"message\":\"\\x\"",
			"\"message\":\"\\u12g4\"", "\"createdAt\":\"2026-13-23T00:00:00Z\"",
			"\"createdAt\":\"2026-11-23T24:00:00Z\"", "\"createdAt\":\"2026-11-23 00:00:00Z\"",
			"\"createdAt\":\"2026-11-23T00:00:00+09:00\"", "\"createdAt\":null", "\"other\":1,\"message\":\"m\"" })
	void leavesToTheParserWhatTheWriterDoesNotWrite(String property) {
		String name = property.replaceAll("^\"(?:other\":1,\")?(\\w+)\".*", "$1");
		String other = VALID.replaceFirst("\"" + name + "\":(?:\"[^\"]*\"|\\d+)", property.replace("\\", "\\\\"));
		assertThat(other).isNotEqualTo(VALID);
		assertThat(scan(other)).as(other).isFalse();
	}

	@Test
	void refusesAnExpiryOnADayThatDoesNotExist() {
		assertThat(scan(VALID.replace("}", ",\"expiresAt\":\"2026-02-30T00:00:00Z\"}"))).isTrue();
		assertThatExceptionOfType(InvalidNotificationEventException.class).isThrownBy(this.scanner::expiresAt)
			.withMessageContaining("expiresAt");
	}

	@Test
	void readsTheIdAlone() {
		assertThat(NotificationEventScanner.notificationIdOf(VALID.getBytes(StandardCharsets.UTF_8))).isEqualTo(5);
		for (String other : new String[] { "", "{\"notificationId\":", "{\"userId\":7,\"notificationId\":5}", "[]" }) {
			assertThat(NotificationEventScanner.notificationIdOf(other.getBytes(StandardCharsets.UTF_8))).isEqualTo(-1);
		}
	}

	@Test
	void readsTheUserOfAKey() {
		for (long user : new long[] { 1, 7, 1_000_000, 999_999_999_999_999_999L }) {
			assertThat(NotificationTopic.userId(NotificationTopic.key(user))).isEqualTo(user);
		}
		for (String other : new String[] { "", "0", "07", "-1", "1x", "x", "1000000000000000000", "٣" }) {
			assertThat(NotificationTopic.userId(other.getBytes(StandardCharsets.UTF_8))).isEqualTo(-1);
		}
		assertThat(NotificationTopic.userId(null)).isEqualTo(-1);
	}

	private boolean scan(String json) {
		return this.scanner.scan(json.getBytes(StandardCharsets.UTF_8));
	}

}
