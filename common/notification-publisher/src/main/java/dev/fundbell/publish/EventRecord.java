package dev.fundbell.publish;

import java.nio.charset.StandardCharsets;
import java.util.List;

import dev.fundbell.event.NotificationTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** Kafka record of an event, with the chunk that waits for its acknowledgement. */
public final class EventRecord extends ProducerRecord<byte[], byte[]> {

	private static final List<Header> HEADERS = List.of(new RecordHeader(NotificationTopic.VERSION_HEADER,
			NotificationTopic.VERSION.getBytes(StandardCharsets.US_ASCII)));

	private final Acknowledgements acknowledgements;

	/**
	 * A record.
	 * @param topic where it goes
	 * @param userId whose event it is
	 * @param json the event as the contract writes it
	 * @param acknowledgements the chunk that waits for it
	 */
	public EventRecord(String topic, long userId, byte[] json, Acknowledgements acknowledgements) {
		super(topic, null, NotificationTopic.key(userId), json, HEADERS);
		this.acknowledgements = acknowledgements;
	}

	/** The chunk that waits for the record. */
	public Acknowledgements acknowledgements() {
		return this.acknowledgements;
	}

}
