package dev.fundbell.sse.hub;

import java.time.Clock;

import dev.fundbell.sse.SseSinkProperties;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the hub. */
@Configuration(proxyBeanMethods = false)
class HubConfiguration {

	@Bean
	SseHub sseHub(SseSinkProperties properties, Clock clock, MeterRegistry registry) {
		return new SseHub(properties, clock, System::nanoTime, registry);
	}

	@Bean
	HubLifecycle hubLifecycle(SseHub hub, SseSinkProperties properties, ApplicationEventPublisher events) {
		return new HubLifecycle(hub, properties.heartbeat(), properties.drain(), events);
	}

	@Bean
	MeterBinder hubGauges(SseHub hub) {
		return (registry) -> {
			Gauge.builder("fundbell.sse.connections", hub, SseHub::connections)
				.description("Open event streams")
				.register(registry);
			Gauge.builder("fundbell.sse.users", hub, SseHub::users)
				.description("Users with at least one open event stream")
				.register(registry);
		};
	}

}
