package dev.fundbell.consumer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import dev.fundbell.event.InvalidNotificationEventException;
import dev.fundbell.event.NotificationEvent;
import dev.fundbell.event.NotificationEventJson;
import dev.fundbell.event.NotificationTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Reader of the notification events in Kafka records. It accepts one version of the
 * contract, values up to a size, and keys that agree with the event. Thread-safe.
 */
public final class NotificationRecordReader {

	private static final byte[] VERSION = NotificationTopic.VERSION.getBytes(StandardCharsets.US_ASCII);

	private final int maxSize;

	private final String limitedBy;

	/**
	 * A reader with a limit of size.
	 * @param maxSize the largest value, in bytes
	 * @param limitedBy what takes no more, for the author of a larger one, such as
	 * {@code no SMS needs}: the end of the sentence "The event is larger than 16384
	 * bytes, which …"
	 */
	public NotificationRecordReader(int maxSize, String limitedBy) {
		this.maxSize = maxSize;
		this.limitedBy = limitedBy;
	}

	/**
	 * Checks a record as far as that is possible without reading its event: the version
	 * of the contract and the size.
	 * @param notification the record
	 * @throws InvalidNotificationEventException if it cannot be an event; the message is
	 * one sentence for the record's author
	 */
	public void check(ConsumerRecord<byte[], byte[]> notification) {
		Header version = notification.headers().lastHeader(NotificationTopic.VERSION_HEADER);
		if (version != null && !Arrays.equals(version.value(), VERSION)) {
			throw new InvalidNotificationEventException(
					"The version of the event is not " + NotificationTopic.VERSION + ", the only one that is known");
		}
		if (notification.value() == null) {
			throw new InvalidNotificationEventException("The record has no value");
		}
		if (notification.value().length > this.maxSize) {
			throw new InvalidNotificationEventException(
					"The event is larger than " + this.maxSize + " bytes, which " + this.limitedBy);
		}
	}

	/**
	 * Reads a record.
	 * @param notification the record
	 * @return its event, whose user is the record's key
	 * @throws InvalidNotificationEventException if it is not a valid event; the message
	 * is one sentence for the record's author
	 */
	public NotificationEvent read(ConsumerRecord<byte[], byte[]> notification) {
		check(notification);
		NotificationEvent event = NotificationEventJson.read(notification.value());
		if (!Arrays.equals(notification.key(), NotificationTopic.key(event.userId()))) {
			// Key and user id disagree: deliver to nobody rather than to the wrong user.
			throw new InvalidNotificationEventException("The record's key is not the event's user id");
		}
		return event;
	}

}
