package dev.fundbell.sse.stream;

import java.util.List;

import dev.fundbell.consumer.DeadLetterPublisher;
import dev.fundbell.consumer.NotificationRecordReader;
import dev.fundbell.event.InvalidNotificationEventException;
import dev.fundbell.event.NotificationEventScanner;
import dev.fundbell.event.NotificationTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Inspection of all published notifications for dead letters. It is a consumer with a
 * group: of all instances one inspects a record, also if its user is not connected
 * anywhere. It has a thread of its own, since a dead letter may have to wait for the
 * broker.
 */
final class RecordInspection {

	private final NotificationRecordReader reader;

	private final DeadLetterPublisher deadLetters;

	private final NotificationEventScanner scanner = new NotificationEventScanner();

	RecordInspection(NotificationRecordReader reader, DeadLetterPublisher deadLetters) {
		this.reader = reader;
		this.deadLetters = deadLetters;
	}

	/** Takes the records of a poll; called by one thread at a time. */
	void accept(List<ConsumerRecord<byte[], byte[]>> records) {
		for (ConsumerRecord<byte[], byte[]> each : records) {
			try {
				this.reader.check(each);
				if (!isValid(each)) {
					this.reader.read(each);
				}
			}
			catch (InvalidNotificationEventException ex) {
				this.deadLetters.reject(each, String.valueOf(ex.getMessage()));
			}
		}
	}

	/** Most are, and this costs a tenth of reading them. */
	private boolean isValid(ConsumerRecord<byte[], byte[]> each) {
		return this.scanner.scan(each.value()) && this.scanner.userId() == NotificationTopic.userId(each.key());
	}

}
