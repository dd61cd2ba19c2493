package dev.fundbell.sse.hub;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;

import dev.fundbell.event.NotificationEvent;
import dev.fundbell.sse.SseSinkProperties;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** A hub whose time a test moves. */
public final class Hubs {

	/** The time that the clock shows. */
	public static final Instant NOW = Instant.parse("2026-11-23T00:00:00Z");

	private final MeterRegistry registry = new SimpleMeterRegistry();

	private final SseHub hub;

	private long nanoTime;

	private Hubs(SseSinkProperties properties) {
		this.hub = new SseHub(properties, Clock.fixed(NOW, ZoneOffset.UTC), () -> this.nanoTime, this.registry);
	}

	/** A hub with options other than the defaults, without their prefix. */
	public static Hubs with(Map<String, String> options) {
		return new Hubs(
				new Binder(new MapConfigurationPropertySource(options)).bindOrCreate("", SseSinkProperties.class));
	}

	/** The hub. */
	public SseHub hub() {
		return this.hub;
	}

	/** Lets time pass. */
	public void pass(Duration time) {
		this.nanoTime += time.toNanos();
		this.hub.tick();
	}

	/** How many streams ended for a reason. */
	public double count(CloseReason reason) {
		return this.registry.counter("fundbell.sse.disconnects", "reason", reason.tag()).count();
	}

	/** A notification's frame, about 150 bytes. */
	public static SseFrame frame(long id) {
		return SseFrame.of(new NotificationEvent(id, 1, "COUPON_DEADLINE", "text", null, null, NOW, null));
	}

}
