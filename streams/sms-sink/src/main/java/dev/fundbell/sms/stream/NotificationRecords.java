package dev.fundbell.sms.stream;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import dev.fundbell.event.InvalidNotificationEventException;
import dev.fundbell.event.NotificationEvent;
import dev.fundbell.event.NotificationEventJson;
import dev.fundbell.event.NotificationTopic;
import dev.fundbell.sms.delivery.DeliveryIntake;
import dev.fundbell.sms.delivery.NewDelivery;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;

/**
 * Takes in what a poll has brought. When it returns, offsets may be committed: each
 * record is in the database or among the dead letters.
 */
final class NotificationRecords {

	private static final byte[] VERSION = NotificationTopic.VERSION.getBytes(StandardCharsets.US_ASCII);

	private static final Logger log = LoggerFactory.getLogger(NotificationRecords.class);

	/** Several times what the longest message takes. */
	private static final int LARGEST = 16 * 1024;

	private final DeliveryIntake intake;

	private final DeadLetters deadLetters;

	NotificationRecords(DeliveryIntake intake, DeadLetters deadLetters) {
		this.intake = intake;
		this.deadLetters = deadLetters;
	}

	void accept(List<ConsumerRecord<byte[], byte[]>> records) {
		List<NewDelivery> arrived = new ArrayList<>(records.size());
		List<Bad> bad = new ArrayList<>();
		for (ConsumerRecord<byte[], byte[]> each : records) {
			try {
				NotificationEvent event = read(each);
				arrived.add(new NewDelivery(event.notificationId(), event.userId(), DeadLetters.source(each),
						each.value()));
			}
			catch (InvalidNotificationEventException ex) {
				bad.add(new Bad(each, String.valueOf(ex.getMessage())));
			}
		}
		try {
			this.intake.accept(arrived);
		}
		catch (DataAccessException ex) {
			log.warn("{} notifications wait in their topic until the database is back: {}", arrived.size(),
					ex.toString());
			throw ex;
		}
		// Last, so that they are rejected once though the database was away.
		bad.forEach((each) -> this.deadLetters.reject(each.notification(), each.reason()));
	}

	private static NotificationEvent read(ConsumerRecord<byte[], byte[]> notification) {
		Header version = notification.headers().lastHeader(NotificationTopic.VERSION_HEADER);
		if (version != null && !Arrays.equals(version.value(), VERSION)) {
			throw new InvalidNotificationEventException(
					"The version of the event is not " + NotificationTopic.VERSION + ", the only one that is known");
		}
		if (notification.value() == null) {
			throw new InvalidNotificationEventException("The record has no value");
		}
		if (notification.value().length > LARGEST) {
			throw new InvalidNotificationEventException(
					"The event is larger than " + LARGEST + " bytes, which no SMS needs");
		}
		NotificationEvent event = NotificationEventJson.read(notification.value());
		if (!Arrays.equals(notification.key(), NotificationTopic.key(event.userId()))) {
			// Whose is it? Nobody gets it rather than the wrong one.
			throw new InvalidNotificationEventException("The record's key is not the event's user id");
		}
		return event;
	}

	private record Bad(ConsumerRecord<byte[], byte[]> notification, String reason) {

	}

}
