package dev.fundbell.sse.stream;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import dev.fundbell.consumer.DeadLetterPublisher;
import dev.fundbell.event.NotificationTopic;
import dev.fundbell.sse.hub.FakeTransport;
import dev.fundbell.sse.hub.Hubs;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** Markers that other instances have broadcast. */
class ReadMarkersTests {

	private final Hubs hubs = Hubs.with(Map.of());

	private final FakeTransport client = FakeTransport.open(this.hubs.hub().subscribe(7, null));

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final ReadMarkers markers = new ReadMarkers(this.hubs.hub(), null,
			new DeadLetterPublisher(null, this.registry, "letters"), new JsonMapper(), Runnable::run);

	@Test
	void tellTheUsersClients() {
		this.markers.accept(List.of(record(7, "{\"userId\":7,\"ids\":[3]}")));
		assertThat(this.client.written()).isEqualTo("event: read\ndata: {\"ids\":[3]}\n\n");
	}

	/** Most are: nobody looks at their values. */
	@Test
	void arePassedOverWhereTheirUserIsNotConnected() {
		this.markers.accept(List.of(record(8, "no JSON")));
		assertThat(this.registry.counter("letters", "outcome", "lost").count()).isZero();
		assertThat(this.client.written()).isEmpty();
	}

	/** It goes to the dead letters, which nobody takes here. */
	@ParameterizedTest
	@ValueSource(strings = { "no JSON", "{}", "{\"userId\":7}", "{\"userId\":8,\"ids\":[3]}" })
	void areRejectedWhereTheyCannotBeRead(String value) {
		this.markers.accept(List.of(record(7, value)));
		assertThat(this.registry.counter("letters", "outcome", "lost").count()).isOne();
		assertThat(this.client.written()).isEmpty();
	}

	private static ConsumerRecord<byte[], byte[]> record(long key, String value) {
		return new ConsumerRecord<>("reads", 0, 0, NotificationTopic.key(key), value.getBytes(StandardCharsets.UTF_8));
	}

}
