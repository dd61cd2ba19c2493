package dev.fundbell.sse.stream;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import dev.fundbell.consumer.DeadLetterPublisher;
import dev.fundbell.event.NotificationTopic;
import dev.fundbell.sse.hub.SseFrame;
import dev.fundbell.sse.hub.SseHub;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.cloud.stream.function.StreamBridge;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.MessageBuilder;

/**
 * Fan-out of read markers to all of a user's subscribers: to those of this instance at
 * once, to those of other instances through Kafka. A marker that is lost while the broker
 * is away is not sent again (at-most-once): a page that shows too many as unread is
 * corrected when it next fetches the list.
 */
public final class ReadMarkers {

	private static final String BINDING = "readMarker-out-0";

	private static final String ORIGIN_HEADER = "fundbell-origin";

	private static final Logger log = LoggerFactory.getLogger(ReadMarkers.class);

	private final String origin = UUID.randomUUID().toString();

	private final SseHub hub;

	private final StreamBridge bridge;

	private final DeadLetterPublisher deadLetters;

	private final JsonMapper json;

	private final Executor executor;

	ReadMarkers(SseHub hub, StreamBridge bridge, DeadLetterPublisher deadLetters, JsonMapper json, Executor executor) {
		this.hub = hub;
		this.bridge = bridge;
		this.deadLetters = deadLetters;
		this.json = json;
		this.executor = executor;
	}

	/**
	 * Publishes a marker. Does not wait for Kafka.
	 * @param marker the marker
	 */
	public void publish(ReadMarker marker) {
		send(marker);
		try {
			this.executor.execute(() -> broadcast(marker));
		}
		catch (RejectedExecutionException ex) {
			log.warn("Other instances do not learn what user {} has read: too many markers wait for Kafka",
					marker.userId());
		}
	}

	private void broadcast(ReadMarker marker) {
		Message<byte[]> message = MessageBuilder.withPayload(this.json.writeValueAsBytes(marker))
			.setHeader(KafkaHeaders.KEY, NotificationTopic.key(marker.userId()))
			.setHeader(ORIGIN_HEADER, this.origin)
			.build();
		try {
			this.bridge.send(BINDING, message);
		}
		catch (RuntimeException ex) {
			log.warn("Other instances do not learn what user {} has read: {}", marker.userId(), ex.toString());
		}
	}

	/**
	 * Takes the markers that other instances and this one have broadcast. The key of a
	 * record decides: most are of users who are not connected here.
	 */
	void accept(List<ConsumerRecord<byte[], byte[]>> records) {
		records.forEach(this::accept);
	}

	private void accept(ConsumerRecord<byte[], byte[]> marker) {
		long userId = NotificationTopic.userId(marker.key());
		if (isOwn(marker) || userId >= 0 && !this.hub.hasSubscribers(userId)) {
			return;
		}
		try {
			ReadMarker parsed = this.json.readValue(marker.value(), ReadMarker.class);
			if (parsed.userId() != userId) {
				throw new IllegalArgumentException("The record's key is not the marker's user");
			}
			send(parsed);
		}
		catch (JacksonException | IllegalArgumentException ex) {
			this.deadLetters.reject(marker, "The value is not a read marker");
		}
	}

	private boolean isOwn(ConsumerRecord<byte[], byte[]> marker) {
		Header header = marker.headers().lastHeader(ORIGIN_HEADER);
		return header != null && new String(header.value()).contains(this.origin);
	}

	private void send(ReadMarker marker) {
		this.hub.send(marker.userId(), SseFrame.read(this.json.writeValueAsString(content(marker))));
	}

	private static Map<String, Object> content(ReadMarker marker) {
		if (marker.ids() != null) {
			return Map.of("ids", marker.ids());
		}
		if (marker.through() != null) {
			return Map.of("through", marker.through());
		}
		throw new IllegalArgumentException("A read marker names ids or an instant");
	}

}
