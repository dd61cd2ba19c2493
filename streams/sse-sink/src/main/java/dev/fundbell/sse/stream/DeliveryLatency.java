package dev.fundbell.sse.stream;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;

/**
 * Latency of live events as a histogram: from the claim of the notification's row, which
 * is when the task created it, until it was written to its user's sockets. Of events that
 * are written together it measures the first, which has waited longest, so that a burst
 * costs no more. Clocks of task and sink must agree. Not thread-safe.
 */
final class DeliveryLatency {

	private static final byte[] CREATED_AT = ",\"createdAt\":\"".getBytes(StandardCharsets.US_ASCII);

	private static final Duration[] BUCKETS = { millis(10), millis(25), millis(50), millis(100), millis(250),
			millis(500), millis(1000), millis(2500), millis(5000), millis(10_000), millis(60_000) };

	private final Clock clock;

	private final Timer timer;

	private byte @Nullable [] first;

	DeliveryLatency(MeterRegistry registry, Clock clock) {
		this.clock = clock;
		this.timer = Timer.builder("fundbell.sse.latency")
			.description("From the claim of a notification's row until a live event is written")
			.serviceLevelObjectives(BUCKETS)
			.register(registry);
	}

	private static Duration millis(long millis) {
		return Duration.ofMillis(millis);
	}

	/** Takes note of an event that is about to be written. */
	void queued(byte[] event) {
		if (this.first == null) {
			this.first = event;
		}
	}

	/** Measures the events that were queued and are written now. */
	void written() {
		byte[] event = this.first;
		if (event != null) {
			this.first = null;
			measure(event, this.clock.instant());
		}
	}

	private void measure(byte[] event, Instant now) {
		int from = after(event);
		int to = from;
		while (from > 0 && to < event.length && event[to] != '"') {
			to++;
		}
		try {
			Instant claimed = Instant.parse(new String(event, from, to - from, StandardCharsets.US_ASCII));
			this.timer.record(Duration.of(Math.max(0, ChronoUnit.MICROS.between(claimed, now)), ChronoUnit.MICROS));
		}
		catch (DateTimeException ex) {
			// Another writer's form. It is delivered, and not measured.
		}
	}

	/** The property stands near the end, behind a text of any length. */
	private static int after(byte[] event) {
		for (int at = event.length - CREATED_AT.length; at >= 0; at--) {
			if (startsAt(event, at)) {
				return at + CREATED_AT.length;
			}
		}
		return 0;
	}

	private static boolean startsAt(byte[] event, int at) {
		for (int index = 0; index < CREATED_AT.length; index++) {
			if (event[at + index] != CREATED_AT[index]) {
				return false;
			}
		}
		return true;
	}

}
