package dev.fundbell.batch.publish;

import java.nio.charset.StandardCharsets;
import java.util.List;

import dev.fundbell.event.NotificationTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** Kafka record of an event, with the chunk that waits for its acknowledgement. */
final class EventRecord extends ProducerRecord<byte[], byte[]> {

	private static final List<Header> HEADERS = List.of(new RecordHeader(NotificationTopic.VERSION_HEADER,
			NotificationTopic.VERSION.getBytes(StandardCharsets.US_ASCII)));

	private final Acknowledgements acknowledgements;

	EventRecord(String topic, long userId, byte[] json, Acknowledgements acknowledgements) {
		super(topic, null, NotificationTopic.key(userId), json, HEADERS);
		this.acknowledgements = acknowledgements;
	}

	Acknowledgements acknowledgements() {
		return this.acknowledgements;
	}

}
