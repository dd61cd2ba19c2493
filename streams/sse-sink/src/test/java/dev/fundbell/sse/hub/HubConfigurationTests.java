package dev.fundbell.sse.hub;

import java.time.Clock;

import dev.fundbell.sse.SseSinkProperties;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/** Options that make no sense together are refused at the start. */
class HubConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withUserConfiguration(HubConfiguration.class, Options.class)
		.withBean(Clock.class, Clock::systemUTC)
		.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
		.withInitializer((context) -> context.getBeanFactory()
			.setConversionService(ApplicationConversionService.getSharedInstance()))
		.withPropertyValues("spring.lifecycle.timeout-per-shutdown-phase=3s");

	@Test
	void refusesADrainThatWouldBeCut() {
		this.runner.withPropertyValues("fundbell.sse.drain=2s", "fundbell.sse.drain-delay=1s")
			.run((context) -> assertThat(context).getFailure()
				.hasStackTraceContaining("must together be shorter than spring.lifecycle.timeout-per-shutdown-phase"));
		this.runner.withPropertyValues("fundbell.sse.drain=2s", "fundbell.sse.drain-delay=900ms")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@EnableConfigurationProperties(SseSinkProperties.class)
	static class Options {

	}

}
