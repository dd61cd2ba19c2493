package dev.fundbell.sse.stream;

import java.nio.charset.StandardCharsets;

import dev.fundbell.event.NotificationTopic;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.cloud.stream.function.StreamBridge;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.MessageBuilder;

/**
 * Puts records that cannot be read where a person sees them. Every instance that reads a
 * record rejects it, each under the same key: a compacted topic keeps one.
 */
final class DeadLetters {

	static final String BINDING = "deadLetter-out-0";

	private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);

	private static final byte[] NO_VALUE = {};

	private final StreamBridge bridge;

	private final Counter sent;

	private final Counter lost;

	DeadLetters(StreamBridge bridge, MeterRegistry registry) {
		this.bridge = bridge;
		this.sent = counter(registry, "sent");
		this.lost = counter(registry, "lost");
	}

	private static Counter counter(MeterRegistry registry, String outcome) {
		return Counter.builder("fundbell.sse.dead.letters")
			.description("Records that could not be read")
			.tag("outcome", outcome)
			.register(registry);
	}

	/**
	 * Rejects a record. A dead letter that cannot be sent is logged with the place of the
	 * record, which stays in its topic: it must not hold up the records behind it.
	 * @param bad the record
	 * @param reason one sentence for its author
	 */
	void reject(ConsumerRecord<byte[], byte[]> bad, String reason) {
		String place = bad.topic() + "-" + bad.partition() + "-" + bad.offset();
		try {
			this.bridge.send(BINDING, letter(bad, place, reason));
			this.sent.increment();
			log.warn("Record {} goes to the dead-letter topic: {}", place, reason);
		}
		catch (RuntimeException ex) {
			this.lost.increment();
			log.error("Record {} is rejected ({}), but no dead letter could be sent; it stays in its topic", place,
					reason, ex);
		}
	}

	private static Message<byte[]> letter(ConsumerRecord<byte[], byte[]> bad, String place, String reason) {
		return MessageBuilder.withPayload((bad.value() != null) ? bad.value() : NO_VALUE)
			.setHeader(KafkaHeaders.KEY, bytes(place))
			.setHeader(NotificationTopic.REASON_HEADER, bytes(reason))
			.setHeader(NotificationTopic.ORIGINAL_TOPIC_HEADER, bytes(bad.topic()))
			.setHeader(NotificationTopic.ORIGINAL_PARTITION_HEADER, bytes(Integer.toString(bad.partition())))
			.setHeader(NotificationTopic.ORIGINAL_OFFSET_HEADER, bytes(Long.toString(bad.offset())))
			.setHeader(NotificationTopic.ORIGINAL_KEY_HEADER, bad.key())
			.build();
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
