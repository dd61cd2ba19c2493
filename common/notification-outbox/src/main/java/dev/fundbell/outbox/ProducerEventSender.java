package dev.fundbell.outbox;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.fundbell.event.NotificationEvent;
import dev.fundbell.event.NotificationEventWriter;
import dev.fundbell.publish.Acknowledgements;
import dev.fundbell.publish.Deadline;
import dev.fundbell.publish.EventRecord;
import dev.fundbell.publish.EventSender;
import dev.fundbell.publish.NotAcknowledgedException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sender of events over a Kafka producer of its own, for the relay. It connects as the
 * service's producers do; all else is as in the tasks. A binding of Spring Cloud Stream
 * would bring its functions into the service. The producer is made when it is first
 * needed, so that the service starts without a broker. For one thread, except
 * {@link #close()}.
 */
final class ProducerEventSender implements EventSender, AutoCloseable {

	private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

	// All replicas have what is acknowledged, every wait ends within 30 s, and a broker
	// that is away is not said thousands of times a second.
	private static final Map<String, Object> OURS = Map.of(ProducerConfig.ACKS_CONFIG, "all",
			ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true, ProducerConfig.MAX_BLOCK_MS_CONFIG, 15_000,
			ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000, ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 25_000,
			ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000, ProducerConfig.LINGER_MS_CONFIG, 0,
			"metadata.recovery.strategy", "none");

	private final Map<String, Object> configuration;

	private final String topic;

	private volatile @Nullable Producer<byte[], byte[]> producer;

	/**
	 * A sender.
	 * @param configuration how the service's producers reach the broker
	 * @param topic where the events go
	 */
	ProducerEventSender(Map<String, Object> configuration, String topic) {
		Map<String, Object> merged = new HashMap<>(configuration);
		merged.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
		merged.remove(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION);
		merged.remove(ProducerConfig.RETRIES_CONFIG);
		merged.remove(ProducerConfig.INTERCEPTOR_CLASSES_CONFIG);
		merged.putAll(OURS);
		this.configuration = merged;
		this.topic = topic;
	}

	@Override
	public void connect() {
		try {
			producer().partitionsFor(this.topic);
		}
		catch (RuntimeException ex) {
			throw new NotAcknowledgedException("the topic cannot be reached", ex);
		}
	}

	@Override
	public void send(List<NotificationEvent> events, Deadline deadline) {
		Acknowledgements acknowledgements = new Acknowledgements(events.size());
		NotificationEventWriter json = new NotificationEventWriter();
		for (NotificationEvent event : events) {
			if (deadline.isOver()) {
				throw new NotAcknowledgedException("the time for a chunk was over before it was sent", null);
			}
			send(new EventRecord(this.topic, event.userId(), json.write(event), acknowledgements), acknowledgements);
		}
		acknowledgements.await(deadline);
	}

	private void send(EventRecord event, Acknowledgements acknowledgements) {
		try {
			producer().send(event, (metadata, failure) -> {
				if (failure == null) {
					acknowledgements.acknowledged();
				}
				else {
					acknowledgements.failed(failure);
				}
			});
		}
		catch (RuntimeException ex) {
			throw new NotAcknowledgedException("a record could not be sent", ex);
		}
	}

	private Producer<byte[], byte[]> producer() {
		Producer<byte[], byte[]> existing = this.producer;
		if (existing == null) {
			existing = new KafkaProducer<>(this.configuration, new ByteArraySerializer(), new ByteArraySerializer());
			this.producer = existing;
		}
		return existing;
	}

	@Override
	public void close() {
		Producer<byte[], byte[]> open = this.producer;
		if (open != null) {
			open.close(CLOSE_TIMEOUT);
		}
	}

}
