package dev.fundbell.consumer;

import java.nio.charset.StandardCharsets;

import dev.fundbell.event.NotificationTopic;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.cloud.stream.function.StreamBridge;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.MessageBuilder;

/**
 * Publisher of dead letters: records that a sink cannot process go to a topic of their
 * own, each with its reason and its {@linkplain RecordPosition position}, and do not stop
 * the records behind them. The position is the key, so a compacted topic keeps one letter
 * even if every instance rejects the record. Thread-safe.
 */
public final class DeadLetterPublisher {

	private static final String BINDING = "deadLetter-out-0";

	private static final Logger log = LoggerFactory.getLogger(DeadLetterPublisher.class);

	private static final byte[] NO_VALUE = {};

	private final StreamBridge bridge;

	private final Counter sent;

	private final Counter lost;

	/**
	 * A publisher of a sink.
	 * @param bridge has the binding {@code deadLetter-out-0}
	 * @param registry where to count
	 * @param metric the name of the counter, which gets a tag {@code outcome}
	 */
	public DeadLetterPublisher(StreamBridge bridge, MeterRegistry registry, String metric) {
		this.bridge = bridge;
		this.sent = counter(registry, metric, "sent");
		this.lost = counter(registry, metric, "lost");
	}

	private static Counter counter(MeterRegistry registry, String metric, String outcome) {
		return Counter.builder(metric)
			.description("Records that could not be processed")
			.tag("outcome", outcome)
			.register(registry);
	}

	/**
	 * Rejects a record as it came from Kafka. A letter that cannot be sent is logged.
	 * @param bad the record
	 * @param reason one sentence for its author
	 */
	public void reject(ConsumerRecord<byte[], byte[]> bad, String reason) {
		publish(RecordPosition.of(bad), bad.key(), bad.value(), reason);
	}

	/**
	 * Rejects a record whose offset is committed afterwards: when this returns, the
	 * broker has the letter. A letter that it never takes, such as one that is too large,
	 * is logged and counted as lost, so that it does not stop the records behind it.
	 * @param bad the record
	 * @param reason one sentence for its author
	 * @throws RuntimeException while the broker does not take the letter: the record is
	 * to be read again
	 */
	public void rejectBeforeCommit(ConsumerRecord<byte[], byte[]> bad, String reason) {
		RecordPosition position = RecordPosition.of(bad);
		try {
			send(position, bad.key(), bad.value(), reason);
		}
		catch (RuntimeException ex) {
			if (!isRefused(ex)) {
				throw ex;
			}
			lost(position, reason, ex);
		}
	}

	/**
	 * Rejects a record that was accepted earlier and stored. A letter that cannot be sent
	 * is logged with its position: the record is still in its topic.
	 * @param position where the record came from
	 * @param key its key; null if it had none or it is not known any longer
	 * @param value its value; null if it had none
	 * @param reason one sentence
	 */
	public void publish(RecordPosition position, byte @Nullable [] key, byte @Nullable [] value, String reason) {
		try {
			send(position, key, value, reason);
		}
		catch (RuntimeException ex) {
			lost(position, reason, ex);
		}
	}

	private void send(RecordPosition position, byte @Nullable [] key, byte @Nullable [] value, String reason) {
		if (!this.bridge.send(BINDING, letter(position, key, value, reason))) {
			throw new IllegalStateException("The binding %s does not take a dead letter".formatted(BINDING));
		}
		this.sent.increment();
		log.warn("Record {} goes to the dead-letter topic: {}", position, reason);
	}

	private void lost(RecordPosition position, String reason, RuntimeException failure) {
		this.lost.increment();
		log.error("Record {} is rejected ({}), but no dead letter could be sent; it stays in its topic", position,
				reason, failure);
	}

	/** Whether the broker refuses the letter for what it is, now and ever. */
	private static boolean isRefused(@Nullable Throwable failure) {
		return failure != null && (failure instanceof RecordTooLargeException
				|| failure instanceof InvalidRecordException || isRefused(failure.getCause()));
	}

	private static Message<byte[]> letter(RecordPosition position, byte @Nullable [] key, byte @Nullable [] value,
			String reason) {
		return MessageBuilder.withPayload((value != null) ? value : NO_VALUE)
			.setHeader(KafkaHeaders.KEY, bytes(position.toString()))
			.setHeader(NotificationTopic.REASON_HEADER, bytes(reason))
			.setHeader(NotificationTopic.ORIGINAL_TOPIC_HEADER, bytes(position.topic()))
			.setHeader(NotificationTopic.ORIGINAL_PARTITION_HEADER, bytes(Integer.toString(position.partition())))
			.setHeader(NotificationTopic.ORIGINAL_OFFSET_HEADER, bytes(Long.toString(position.offset())))
			.setHeader(NotificationTopic.ORIGINAL_KEY_HEADER, key)
			.build();
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
