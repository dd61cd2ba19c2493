package dev.fundbell.sms.gateway;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

import dev.fundbell.database.BusinessCalendar;
import dev.fundbell.sms.gateway.GatewayStatus.Use;
import dev.fundbell.sms.gateway.SendResult.Outcome;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/**
 * Wiring of the gateways in use, each with circuit breaker, rate limit, stop and metrics.
 */
@Configuration(proxyBeanMethods = false)
class GatewayConfiguration {

	private static final Logger log = LoggerFactory.getLogger(GatewayConfiguration.class);

	@Bean
	@Profile("local")
	SmsLogFile smsLogFile(SmsLogProperties properties, BusinessCalendar calendar) {
		return new SmsLogFile(properties.file(), calendar.clock(), calendar.zone());
	}

	@Bean(defaultCandidate = false)
	ThreadPoolTaskExecutor gatewayExecutor() {
		ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
		executor.setThreadNamePrefix("sms-gateway-");
		executor.setCorePoolSize(4);
		executor.setMaxPoolSize(4);
		return executor;
	}

	@Bean
	GatewayFactory gatewayFactory(ObjectProvider<SmsLogFile> logFile, Clock clock) {
		return new GatewayFactory(logFile.getIfAvailable(), clock);
	}

	@Bean
	GatewayChain gatewayChain(GatewayChainProperties properties, GatewayFactory factory,
			@Qualifier("gatewayExecutor") ThreadPoolTaskExecutor executor, Clock clock, MeterRegistry registry) {
		List<String> names = properties.gatewayChain();
		if (factory.sendsNothing(factory.options(names.get(0), properties))) {
			log.warn("No phone gets anything: messages are logged, unless fundbell.sms.gateway-chain names a gateway");
		}
		return new GatewayChain(names.stream().map((name) -> {
			GatewayProperties options = factory.options(name, properties);
			ResilientGateway gateway = new ResilientGateway(name, factory.create(name, options),
					GatewayProtection.of(name, options, clock), executor, timing(name, registry));
			observe(gateway, registry);
			return new ChainedGateway(gateway, options.charset());
		}).toList());
	}

	private static void observe(ResilientGateway gateway, MeterRegistry registry) {
		Gauge.builder("fundbell.sms.gateway.open", gateway, (each) -> each.status().isInUse() ? 0 : 1)
			.description("Whether a gateway is given no messages, because calls failed or it is stopped")
			.tag("gateway", gateway.name())
			.register(registry);
		Gauge.builder("fundbell.sms.gateway.stopped", gateway, (each) -> (each.status().use() == Use.STOPPED) ? 1 : 0)
			.description("Whether a gateway is stopped, because it takes none of our messages")
			.tag("gateway", gateway.name())
			.register(registry);
	}

	private static BiConsumer<Outcome, Long> timing(String name, MeterRegistry registry) {
		return (outcome, nanos) -> Timer.builder("fundbell.sms.calls")
			.description("Calls of a gateway to send a message")
			.tag("gateway", name)
			.tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
			.register(registry)
			.record(nanos, TimeUnit.NANOSECONDS);
	}

}
