package dev.fundbell.sse.stream;

import java.util.ArrayList;
import java.util.List;

import dev.fundbell.consumer.NotificationRecordReader;
import dev.fundbell.consumer.RecordPosition;
import dev.fundbell.event.InvalidNotificationEventException;
import dev.fundbell.event.NotificationEventScanner;
import dev.fundbell.event.NotificationTopic;
import dev.fundbell.sse.hub.SseFrame;
import dev.fundbell.sse.hub.SseHub;
import dev.fundbell.sse.hub.Subscriber;
import dev.fundbell.sse.recent.RecentNotification;
import dev.fundbell.sse.recent.RecentRecords;
import dev.fundbell.sse.replay.NotificationFrames;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Consumer of published notifications, the hot path from Kafka to the hub. The key of a
 * record decides: its value is looked at only where a user of the key is connected, and
 * otherwise goes to the recent past as it is. A bad value is passed over here;
 * {@link RecordInspection} makes the dead letter.
 */
final class NotificationRecords {

	/** Most records that are taken before the queued frames are written. */
	private static final int RECORDS_A_FLUSH = 64;

	private static final Logger log = LoggerFactory.getLogger(NotificationRecords.class);

	private final SseHub hub;

	private final RecentRecords recent;

	private final ConsumerPositions positions;

	private final NotificationFrames frames;

	private final NotificationRecordReader reader;

	private final DeliveryLatency latency;

	private final DeliveryTraces traces;

	NotificationRecords(SseHub hub, RecentRecords recent, ConsumerPositions positions, NotificationFrames frames,
			NotificationRecordReader reader, DeliveryLatency latency, DeliveryTraces traces) {
		this.hub = hub;
		this.recent = recent;
		this.positions = positions;
		this.frames = frames;
		this.reader = reader;
		this.latency = latency;
		this.traces = traces;
	}

	/** Takes the records of a poll; those of a partition follow each other. */
	void accept(List<ConsumerRecord<byte[], byte[]>> records) {
		List<Subscriber> toFlush = new ArrayList<>();
		int partition = -1;
		long liveFrom = 0;
		for (int index = 0; index < records.size(); index++) {
			ConsumerRecord<byte[], byte[]> each = records.get(index);
			if (each.partition() != partition) {
				partition = each.partition();
				liveFrom = this.positions.liveFrom(each);
			}
			accept(each, each.offset() >= liveFrom, toFlush);
			if (index % RECORDS_A_FLUSH == RECORDS_A_FLUSH - 1) {
				flush(toFlush);
			}
		}
		flush(toFlush);
		this.positions.processed(records);
	}

	private void flush(List<Subscriber> toFlush) {
		if (!toFlush.isEmpty()) {
			this.hub.flush(toFlush);
			toFlush.clear();
			measure();
		}
	}

	/** A measurement that fails must not keep the records behind it from their users. */
	private void measure() {
		try {
			this.latency.written();
			this.traces.written();
		}
		catch (RuntimeException ex) {
			log.warn("Events were written and are not measured", ex);
		}
	}

	private void accept(ConsumerRecord<byte[], byte[]> each, boolean live, List<Subscriber> toFlush) {
		long userId = NotificationTopic.userId(each.key());
		if (userId < 0) {
			return;
		}
		try {
			this.reader.check(each);
			take(each, userId, live, toFlush);
		}
		catch (InvalidNotificationEventException ex) {
			log.debug("A record is passed over: {}", ex.getMessage());
		}
		catch (RuntimeException ex) {
			// The container would repeat the poll, in which this record then counts as
			// sent: it is in the recent past already.
			log.error("Record {} cannot be sent; its user's streams end, and their clients replay",
					RecordPosition.of(each), ex);
			this.hub.recordLost(userId);
		}
	}

	private void take(ConsumerRecord<byte[], byte[]> each, long userId, boolean live, List<Subscriber> toFlush) {
		// First, so that a client that subscribes meanwhile finds it here or gets it.
		long id = id(each);
		boolean first = this.recent.append(each.partition(), each.offset(), each.timestamp(),
				new RecentNotification(userId, id, each.value()));
		if (first && live && this.hub.hasSubscribers(userId)) {
			SseFrame frame = this.frames.of(userId, each.value());
			if (frame != null) {
				int before = toFlush.size();
				this.hub.queue(userId, frame, toFlush);
				this.latency.queued(each.value());
				this.traces.queued(id, each, toFlush.size() - before);
			}
		}
	}

	/** Records of other writers may begin with another property. */
	private long id(ConsumerRecord<byte[], byte[]> each) {
		long id = NotificationEventScanner.notificationIdOf(each.value());
		return (id > 0) ? id : this.reader.read(each).notificationId();
	}

}
