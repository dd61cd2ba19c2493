package dev.fundbell.sse.stream;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import dev.fundbell.consumer.NotificationRecordReader;
import dev.fundbell.event.NotificationEvent;
import dev.fundbell.event.NotificationEventJson;
import dev.fundbell.event.NotificationTopic;
import dev.fundbell.sse.BrokenClock;
import dev.fundbell.sse.hub.CloseReason;
import dev.fundbell.sse.hub.FakeTransport;
import dev.fundbell.sse.hub.Hubs;
import dev.fundbell.sse.recent.RecentNotification;
import dev.fundbell.sse.recent.RecentProperties;
import dev.fundbell.sse.recent.RecentRecords;
import dev.fundbell.sse.replay.NotificationFrames;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import dev.fundbell.tracing.NotificationTracer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

/** The way of a record from a poll to the hub and to the recent past. */
class NotificationRecordsTests {

	private static final Clock CLOCK = Clock.fixed(Hubs.NOW, ZoneOffset.UTC);

	private static final RecentProperties PROPERTIES = new RecentProperties(DataSize.ofMegabytes(1),
			Duration.ofHours(1));

	private final Hubs hubs = Hubs.with(Map.of());

	private final RecentRecords recent = new RecentRecords(PROPERTIES, CLOCK);

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final NotificationRecords records = records(CLOCK, Clock.offset(CLOCK, Duration.ofMillis(42)));

	private final FakeTransport client = FakeTransport.open(this.hubs.hub().subscribe(7, null));

	private long offset;

	@Test
	void passesOnTheBytesOfOurOwnWriter() {
		NotificationEvent event = event(1, 7);
		accept(List.of(record(7, NotificationEventJson.write(event))));
		assertThat(this.client.written()).isEqualTo("id: 1\nevent: sse\ndata: "
				+ new String(NotificationEventJson.write(event), StandardCharsets.UTF_8) + "\n\n");
	}

	@Test
	void measuresFromTheClaimToTheSocketAndOnlyWhatIsWritten() {
		accept(List.of(record(7, NotificationEventJson.write(event(1, 7))),
				record(8, NotificationEventJson.write(event(2, 8)))));
		accept(List.of(record(8, NotificationEventJson.write(event(3, 8)))));
		Timer latency = this.meters.get("fundbell.sse.latency").timer();
		assertThat(latency.count()).isEqualTo(1);
		assertThat(latency.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(42);
	}

	/** A line end in them would end the event. */
	@Test
	void writesTheBytesOfAnyOtherWriterAgain() {
		String json = new String(NotificationEventJson.write(event(1, 7)), StandardCharsets.UTF_8);
		accept(List.of(record(7, json.replace(",", ",\n").getBytes(StandardCharsets.UTF_8))));
		assertThat(this.client.written()).endsWith("data: " + json + "\n\n");
	}

	@Test
	void goesOnBehindRecordsThatItCannotRead() {
		accept(List.of(record(7, "no json".getBytes(StandardCharsets.UTF_8)), record(7, null),
				record(7, new byte[1001]), new ConsumerRecord<>("notifications", 0, this.offset++, null, new byte[1]),
				record(7, NotificationEventJson.write(event(1, 8))),
				record(7, NotificationEventJson.write(event(2, 7)))));
		assertThat(this.client.ids()).isEqualTo("2");
	}

	@Test
	void keepsWhatNobodyWantsForClientsThatComeBack() {
		accept(List.of(record(8, NotificationEventJson.write(event(1, 8))),
				record(8, NotificationEventJson.write(event(2, 8)))));
		assertThat(this.client.written()).isEmpty();
		assertThat(this.recent.since(8, 1).missed()).extracting(RecentNotification::id).containsExactly(2L);
	}

	@Test
	void sendsNothingThatHasExpired() {
		NotificationEvent expired = new NotificationEvent(1, 7, "T", "m", null, null, Hubs.NOW, Hubs.NOW);
		NotificationEvent lasting = new NotificationEvent(2, 7, "T", "m", null, null, Hubs.NOW, Hubs.NOW.plusMillis(1));
		accept(List.of(record(7, NotificationEventJson.write(expired)),
				record(7, NotificationEventJson.write(lasting))));
		assertThat(this.client.ids()).isEqualTo("2");
	}

	/** A poll is not repeated: what is in memory by then counted as sent. */
	@Test
	void letsTheClientsOfAFailedRecordReplayAndSendsAllOthers() {
		FakeTransport other = FakeTransport.open(this.hubs.hub().subscribe(8, null));
		NotificationEvent failing = new NotificationEvent(2, 8, "T", "m", null, null, Hubs.NOW,
				Hubs.NOW.plusSeconds(1));
		records(new BrokenClock(), CLOCK).accept(List.of(record(7, NotificationEventJson.write(event(1, 7))),
				record(8, NotificationEventJson.write(event(3, 8))), record(8, NotificationEventJson.write(failing)),
				record(8, NotificationEventJson.write(event(4, 8))),
				record(7, NotificationEventJson.write(event(5, 7)))));
		assertThat(this.client.ids()).isEqualTo("1,5");
		assertThat(other.isClosed()).isTrue();
		assertThat(other.ids()).isEmpty();
		assertThat(this.hubs.count(CloseReason.RECORDS_LOST)).isOne();
		assertThat(this.recent.since(8, 3).missed()).extracting(RecentNotification::id).containsExactly(2L, 4L);
	}

	@Test
	void sendsAllRecordsThoughNothingCanBeMeasured() {
		records(CLOCK, new BrokenClock()).accept(List.of(record(7, NotificationEventJson.write(event(1, 7)))));
		accept(List.of(record(7, NotificationEventJson.write(event(2, 7)))));
		assertThat(this.client.ids()).isEqualTo("1,2");
	}

	private NotificationRecords records(Clock expiry, Clock written) {
		return new NotificationRecords(this.hubs.hub(), this.recent,
				new ConsumerPositions(this.recent, PROPERTIES, CLOCK, new InspectionRestart(System::nanoTime)),
				new NotificationFrames(expiry), new NotificationRecordReader(1000, "nobody takes"),
				new DeliveryLatency(this.meters, written), new DeliveryTraces(NotificationTracer.OFF, CLOCK));
	}

	private void accept(List<ConsumerRecord<byte[], byte[]>> polled) {
		this.records.accept(polled);
	}

	private ConsumerRecord<byte[], byte[]> record(long key, byte[] value) {
		return new ConsumerRecord<>("notifications", 0, this.offset++, Hubs.NOW.toEpochMilli(),
				TimestampType.CREATE_TIME, 0, 0, NotificationTopic.key(key), value, new RecordHeaders(),
				Optional.empty());
	}

	private static NotificationEvent event(long id, long userId) {
		return new NotificationEvent(id, userId, "COUPON_DEADLINE", "달빛 램프", 3L, null, Hubs.NOW, null);
	}

}
