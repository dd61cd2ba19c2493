package dev.fundbell.sse.hub;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counters of the hub: deliveries, refusals, disconnects. */
final class HubMetrics {

	private final Counter delivered;

	private final Counter refused;

	private final Map<CloseReason, Counter> disconnects;

	HubMetrics(MeterRegistry registry) {
		this.delivered = Counter.builder("fundbell.sse.delivered")
			.description("Live events handed to event streams, each stream counted")
			.register(registry);
		this.refused = Counter.builder("fundbell.sse.refused")
			.description("Subscriptions that were refused for now")
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
