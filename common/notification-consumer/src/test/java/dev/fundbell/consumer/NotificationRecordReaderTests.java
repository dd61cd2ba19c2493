package dev.fundbell.consumer;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

import dev.fundbell.event.InvalidNotificationEventException;
import dev.fundbell.event.NotificationEvent;
import dev.fundbell.event.NotificationEventJson;
import dev.fundbell.event.NotificationTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Records that are notifications, and the sentences for the authors of others. */
class NotificationRecordReaderTests {

	private static final NotificationEvent EVENT = new NotificationEvent(5, 7, "COUPON_DEADLINE", "text", null, null,
			Instant.EPOCH, null);

	private static final byte[] KEY = NotificationTopic.key(7);

	private static final byte[] VALUE = NotificationEventJson.write(EVENT);

	private final NotificationRecordReader reader = new NotificationRecordReader(VALUE.length, "no test needs");

	@Test
	void readsAnEventOfItsVersionOrOfNone() {
		assertThat(this.reader.read(notification(KEY, VALUE))).isEqualTo(EVENT);
		assertThat(this.reader.read(withVersion("1"))).isEqualTo(EVENT);
	}

	@Test
	void refusesAnotherVersion() {
		assertRefused(withVersion("2")).withMessage("The version of the event is not 1, the only one that is known");
	}

	@Test
	void refusesARecordWithoutAValue() {
		assertRefused(notification(KEY, null)).withMessage("The record has no value");
	}

	@Test
	void refusesMoreBytesThanItsLimit() {
		byte[] larger = (new String(VALUE, StandardCharsets.UTF_8) + " ").getBytes(StandardCharsets.UTF_8);
		assertRefused(notification(KEY, larger))
			.withMessage("The event is larger than " + VALUE.length + " bytes, which no test needs");
	}

	@Test
	void refusesAKeyThatIsNotTheEventsUser() {
		assertRefused(notification(NotificationTopic.key(8), VALUE))
			.withMessage("The record's key is not the event's user id");
		assertRefused(notification(null, VALUE)).withMessage("The record's key is not the event's user id");
	}

	private ThrowableAssertAlternative<InvalidNotificationEventException> assertRefused(
			ConsumerRecord<byte[], byte[]> notification) {
		return assertThatExceptionOfType(InvalidNotificationEventException.class)
			.isThrownBy(() -> this.reader.read(notification));
	}

	private static ConsumerRecord<byte[], byte[]> withVersion(String version) {
		ConsumerRecord<byte[], byte[]> notification = notification(KEY, VALUE);
		notification.headers().add(NotificationTopic.VERSION_HEADER, version.getBytes(StandardCharsets.US_ASCII));
		return notification;
	}

	private static ConsumerRecord<byte[], byte[]> notification(byte[] key, byte[] value) {
		return new ConsumerRecord<>("notifications", 0, 1, key, value);
	}

}
