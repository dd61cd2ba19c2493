package dev.fundbell.sse.hub;

import java.time.Clock;
import java.time.Duration;

import dev.fundbell.sse.SseSinkProperties;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wiring of the hub. */
@Configuration(proxyBeanMethods = false)
class HubConfiguration {

	@Bean
	SseHub sseHub(SseSinkProperties properties, Clock clock, MeterRegistry registry) {
		return new SseHub(properties, clock, System::nanoTime, registry);
	}

	@Bean
	HubLifecycle hubLifecycle(SseHub hub, SseSinkProperties properties, ApplicationEventPublisher events,
			@Value("${spring.lifecycle.timeout-per-shutdown-phase}") Duration shutdown) {
		if (properties.drainDelay().plus(properties.drain()).compareTo(shutdown) >= 0) {
			throw new IllegalArgumentException(
					"fundbell.sse.drain-delay and fundbell.sse.drain must together be shorter than spring.lifecycle.timeout-per-shutdown-phase, which is "
							+ shutdown + ": the streams that are left would be cut");
		}
		return new HubLifecycle(hub, properties, events);
	}

	@Bean
	MeterBinder hubGauges(SseHub hub) {
		return (registry) -> {
			Gauge.builder("fundbell.sse.connections", hub, SseHub::connections)
				.description("Open event streams")
				.register(registry);
			Gauge.builder("fundbell.sse.queued", hub, SseHub::queuedBytes)
				.baseUnit("bytes")
				.description("Bytes that wait for clients")
				.register(registry);
			Gauge.builder("fundbell.sse.users", hub, SseHub::users)
				.description("Users with at least one open event stream")
				.register(registry);
		};
	}

}
