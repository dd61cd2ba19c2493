package dev.fundbell.sse.stream;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.fundbell.tracing.NotificationTracer;
import dev.fundbell.tracing.Stage;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Spans of live events, from their arrival here until they are written to their users'
 * sockets. An event of which nobody is told has none. Not thread-safe.
 */
final class DeliveryTraces {

	private final NotificationTracer tracer;

	private final Clock clock;

	private final List<Queued> queued = new ArrayList<>();

	DeliveryTraces(NotificationTracer tracer, Clock clock) {
		this.tracer = tracer;
		this.clock = clock;
	}

	/**
	 * Takes note of an event that is about to be written.
	 * @param connections to how many
	 */
	void queued(long notificationId, ConsumerRecord<byte[], byte[]> event, int connections) {
		if (this.tracer.traces(notificationId)) {
			this.queued.add(new Queued(notificationId, this.clock.instant(),
					Map.of("kafka.partition", Integer.toString(event.partition()), "kafka.offset",
							Long.toString(event.offset()), "sse.connections", Integer.toString(connections))));
		}
	}

	/** Records what was queued, and is written now. */
	void written() {
		if (!this.queued.isEmpty()) {
			Instant now = this.clock.instant();
			this.queued
				.forEach((each) -> this.tracer.record(Stage.PUSH, each.notificationId, each.at, now, each.attributes));
			this.queued.clear();
		}
	}

	private record Queued(long notificationId, Instant at, Map<String, String> attributes) {

	}

}
