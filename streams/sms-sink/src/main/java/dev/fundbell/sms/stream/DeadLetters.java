package dev.fundbell.sms.stream;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.fundbell.event.NotificationTopic;
import dev.fundbell.sms.delivery.DeadLetterTopic;
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
 * Puts records where a person sees them: those that cannot be read, and those whose
 * message no gateway took.
 */
final class DeadLetters implements DeadLetterTopic {

	static final String BINDING = "deadLetter-out-0";

	private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);

	private static final Pattern SOURCE = Pattern.compile("(.+)-(\\d+)-(\\d+)");

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
		return Counter.builder("fundbell.sms.dead.letters")
			.description("Records that could not be read or sent")
			.tag("outcome", outcome)
			.register(registry);
	}

	/** Where a record is. */
	static String source(ConsumerRecord<byte[], byte[]> each) {
		return each.topic() + "-" + each.partition() + "-" + each.offset();
	}

	/** Rejects a record that cannot be read. */
	void reject(ConsumerRecord<byte[], byte[]> bad, String reason) {
		MessageBuilder<byte[]> letter = letter(source(bad), (bad.value() != null) ? bad.value() : NO_VALUE, reason);
		send(source(bad), letter.setHeader(NotificationTopic.ORIGINAL_KEY_HEADER, bad.key()).build(), reason);
	}

	/**
	 * A letter that cannot be sent is logged: it is in the database as FAILED, or in its
	 * topic.
	 */
	@Override
	public void send(String source, byte[] record, String reason) {
		send(source, letter(source, record, reason).build(), reason);
	}

	private void send(String source, Message<byte[]> letter, String reason) {
		try {
			this.bridge.send(BINDING, letter);
			this.sent.increment();
			log.warn("Record {} goes to the dead-letter topic: {}", source, reason);
		}
		catch (RuntimeException ex) {
			this.lost.increment();
			log.error("Record {} is rejected ({}), but no dead letter could be sent; it stays in its topic", source,
					reason, ex);
		}
	}

	private static MessageBuilder<byte[]> letter(String source, byte[] value, String reason) {
		MessageBuilder<byte[]> letter = MessageBuilder.withPayload(value)
			.setHeader(KafkaHeaders.KEY, bytes(source))
			.setHeader(NotificationTopic.REASON_HEADER, bytes(reason));
		Matcher place = SOURCE.matcher(source);
		if (place.matches()) {
			letter.setHeader(NotificationTopic.ORIGINAL_TOPIC_HEADER, bytes(place.group(1)))
				.setHeader(NotificationTopic.ORIGINAL_PARTITION_HEADER, bytes(place.group(2)))
				.setHeader(NotificationTopic.ORIGINAL_OFFSET_HEADER, bytes(place.group(3)));
		}
		return letter;
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
