package dev.fundbell.sse.recent;

import java.time.Clock;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wiring of the recent past. */
@Configuration(proxyBeanMethods = false)
class RecentConfiguration {

	@Bean
	RecentRecords recentRecords(RecentProperties properties, Clock clock, MeterRegistry registry) {
		RecentRecords recent = new RecentRecords(properties, clock);
		Gauge.builder("fundbell.sse.recent", recent, RecentRecords::bytes)
			.baseUnit("bytes")
			.description("Recent notifications in memory")
			.register(registry);
		return recent;
	}

}
