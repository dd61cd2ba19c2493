package dev.fundbell.sse.hub;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** What the hub counts. */
final class HubMetrics {

	private final Counter delivered;

	private final Counter refused;

	private final Map<CloseReason, Counter> disconnects;

	HubMetrics(MeterRegistry registry, SseHub hub) {
		Gauge.builder("fundbell.sse.connections", hub, SseHub::connections)
			.description("Open event streams")
			.register(registry);
		Gauge.builder("fundbell.sse.users", hub, SseHub::users)
			.description("Users with at least one open event stream")
			.register(registry);
		this.delivered = Counter.builder("fundbell.sse.delivered")
			.description("Live events handed to event streams, each tab counted")
			.register(registry);
		this.refused = Counter.builder("fundbell.sse.refused")
			.description("Subscriptions answered with 503")
			.register(registry);
		this.disconnects = Arrays.stream(CloseReason.values())
			.collect(Collectors.toMap(Function.identity(), (reason) -> disconnects(registry, reason),
					(first, second) -> first, () -> new EnumMap<>(CloseReason.class)));
	}

	private static Counter disconnects(MeterRegistry registry, CloseReason reason) {
		return Counter.builder("fundbell.sse.disconnects")
			.description("Event streams that ended")
			.tag("reason", reason.tag())
			.register(registry);
	}

	void delivered(int events) {
		this.delivered.increment(events);
	}

	void refused() {
		this.refused.increment();
	}

	void disconnected(CloseReason reason) {
		Counter counter = this.disconnects.get(reason);
		if (counter != null) {
			counter.increment();
		}
	}

}
