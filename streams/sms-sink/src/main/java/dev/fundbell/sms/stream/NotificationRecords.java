package dev.fundbell.sms.stream;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import dev.fundbell.consumer.DeadLetterPublisher;
import dev.fundbell.consumer.NotificationRecordReader;
import dev.fundbell.consumer.RecordPosition;
import dev.fundbell.database.ClockSkewException;
import dev.fundbell.event.InvalidNotificationEventException;
import dev.fundbell.event.NotificationEvent;
import dev.fundbell.sms.delivery.NewDelivery;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;

/**
 * Consumer of the records of a poll, at-least-once: when it returns, each record is in
 * the database or among the dead letters, and the offsets may be committed.
 */
final class NotificationRecords {

	private static final Logger log = LoggerFactory.getLogger(NotificationRecords.class);

	/** Several times what the longest message takes. */
	private static final int LARGEST = 16 * 1024;

	private final NotificationRecordReader reader = new NotificationRecordReader(LARGEST, "no SMS needs");

	private final Consumer<List<NewDelivery>> intake;

	private final DeadLetterPublisher deadLetters;

	NotificationRecords(Consumer<List<NewDelivery>> intake, DeadLetterPublisher deadLetters) {
		this.intake = intake;
		this.deadLetters = deadLetters;
	}

	void accept(List<ConsumerRecord<byte[], byte[]>> records) {
		List<NewDelivery> arrived = new ArrayList<>(records.size());
		List<Bad> bad = new ArrayList<>();
		for (ConsumerRecord<byte[], byte[]> each : records) {
			try {
				NotificationEvent event = this.reader.read(each);
				arrived.add(new NewDelivery(event.notificationId(), event.userId(), RecordPosition.of(each).toString(),
						each.value(), Instant.ofEpochMilli(each.timestamp())));
			}
			catch (InvalidNotificationEventException ex) {
				bad.add(new Bad(each, String.valueOf(ex.getMessage())));
			}
		}
		try {
			this.intake.accept(arrived);
		}
		catch (DataAccessException | ClockSkewException ex) {
			log.warn("{} notifications wait in their topic until this is over: {}", arrived.size(), ex.toString());
			throw ex;
		}
		// Last, so that they are rejected once though the database was away.
		bad.forEach((each) -> this.deadLetters.rejectBeforeCommit(each.notification(), each.reason()));
	}

	private record Bad(ConsumerRecord<byte[], byte[]> notification, String reason) {

	}

}
