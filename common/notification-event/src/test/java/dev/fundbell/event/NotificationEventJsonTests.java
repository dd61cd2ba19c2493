package dev.fundbell.event;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The JSON on Kafka is a contract: these tests pin it to the samples. */
class NotificationEventJsonTests {

	private static final NotificationEvent COUPON_DEADLINE = new NotificationEvent(1001, 7, "COUPON_DEADLINE",
			"[달빛 램프] 펀딩 쿠폰이 2026년 11월 24일에 만료됩니다.", 3L, 42L, Instant.parse("2026-11-23T00:00:00Z"),
			Instant.parse("2026-11-24T15:00:00Z"));

	@Test
	void writesTheSampleToTheByte() throws IOException {
		assertThat(text(NotificationEventJson.write(COUPON_DEADLINE))).isEqualTo(sample("coupon-deadline"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "coupon-deadline", "without-optional-properties" })
	void writesWhatItReads(String name) throws IOException {
		String sample = sample(name);
		assertThat(text(NotificationEventJson.write(read(sample)))).isEqualTo(sample);
	}

	@Test
	void leavesOutWhatIsAbsent() throws IOException {
		NotificationEvent event = read(sample("without-optional-properties"));
		assertThat(event.couponId()).isNull();
		assertThat(event.expiresAt()).isNull();
	}

	@Test
	void writesOneLineWhateverTheMessageHolds() {
		NotificationEvent event = new NotificationEvent(1, 2, "T", "a\nb\r\"\\\u2028\u0000", null, null, Instant.EPOCH,
				null);
		byte[] bytes = NotificationEventJson.write(event);
		assertThat(bytes).doesNotContain('\n', '\r');
		assertThat(NotificationEventJson.read(bytes)).isEqualTo(event);
	}

	@Test
	void writesManyLikeEachAlone() {
		NotificationEventWriter writer = new NotificationEventWriter();
		for (NotificationEvent event : List.of(at(1, null), at(1, 5), at(2, 5), at(1, 1), at(2, null),
				COUPON_DEADLINE)) {
			assertThat(writer.write(event)).isEqualTo(NotificationEventJson.write(event));
			assertThat(NotificationEventJson.read(writer.write(event))).isEqualTo(event);
		}
	}

	private static NotificationEvent at(long createdAt, @Nullable Integer expiresAt) {
		return new NotificationEvent(1, 2, "T", "text", null, null, Instant.ofEpochSecond(createdAt),
				(expiresAt != null) ? Instant.ofEpochSecond(expiresAt) : null);
	}

	@Test
	void passesOverPropertiesThatItDoesNotKnow() {
		String newer = text(NotificationEventJson.write(COUPON_DEADLINE)).replaceFirst("\\{",
				"{\"added\":{\"userId\":[99]},");
		assertThat(read(newer)).isEqualTo(COUPON_DEADLINE);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			{                                     | The value is not JSON: unreadable at byte
			not json                              | The value is not JSON: unreadable at byte
			[1]                                   | The value is not a JSON object
			''                                    | The value is not a JSON object
			{"userId":7}                          | Property notificationId is missing
			{"notificationId":"1"}                | Property notificationId is not a whole number
			{"notificationId":1.5}                | Property notificationId is not a whole number
			{"message":5}                         | Property message is not a string
			{"createdAt":"yesterday"}             | Property createdAt is not an ISO 8601 instant
			{"notificationId":99999999999999999999} | The value is not JSON: unreadable at byte
			""")
	void saysWhyItCannotReadARecord(String json, String reason) {
		assertThatExceptionOfType(InvalidNotificationEventException.class).isThrownBy(() -> read(json))
			.withMessageStartingWith(reason);
	}

	@Test
	void refusesWhatFollowsTheObject() {
		byte[] twice = (text(NotificationEventJson.write(COUPON_DEADLINE)) + "{}").getBytes(StandardCharsets.UTF_8);
		assertThatExceptionOfType(InvalidNotificationEventException.class)
			.isThrownBy(() -> NotificationEventJson.read(twice))
			.withMessage("Something follows the JSON object");
	}

	@Test
	void refusesIdsThatAreNotPositive() {
		String zero = text(NotificationEventJson.write(COUPON_DEADLINE)).replace("\"userId\":7", "\"userId\":0");
		assertThatExceptionOfType(InvalidNotificationEventException.class).isThrownBy(() -> read(zero))
			.withMessage("The event is invalid: userId must be positive, was 0");
	}

	private static NotificationEvent read(String json) {
		return NotificationEventJson.read(json.getBytes(StandardCharsets.UTF_8));
	}

	private static String text(byte[] bytes) {
		return new String(bytes, StandardCharsets.UTF_8);
	}

	private static String sample(String name) throws IOException {
		try (InputStream sample = NotificationEvent.class.getResourceAsStream("samples/" + name + ".json")) {
			assertThat(sample).as(name).isNotNull();
			return text(sample.readAllBytes()).strip();
		}
	}

}
