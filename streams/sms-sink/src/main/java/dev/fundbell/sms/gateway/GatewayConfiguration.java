package dev.fundbell.sms.gateway;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

import dev.fundbell.database.BusinessCalendar;
import dev.fundbell.sms.gateway.ResilientGateway.Protection;
import dev.fundbell.sms.gateway.SendResult.Outcome;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/**
 * Wires the gateways in use, each with retry, circuit breaker, rate limit and metrics.
 */
@Configuration(proxyBeanMethods = false)
class GatewayConfiguration {

	private static final Logger log = LoggerFactory.getLogger(GatewayConfiguration.class);

	private static final int CALLS_IN_WINDOW = 100;

	private static final int CALLS_BEFORE_JUDGING = 20;

	private static final int CALLS_ON_TRIAL = 10;

	private static final Duration LONGEST_WAIT_FOR_RATE = Duration.ofSeconds(2);

	private static final int PERIODS_PER_SECOND = 10;

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

	@Bean(defaultCandidate = false)
	ThreadPoolTaskScheduler gatewayScheduler() {
		ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
		scheduler.setThreadNamePrefix("sms-backoff-");
		scheduler.setPoolSize(2);
		scheduler.setRemoveOnCancelPolicy(true);
		return scheduler;
	}

	@Bean
	GatewayFactory gatewayFactory(@Qualifier("gatewayExecutor") ThreadPoolTaskExecutor executor,
			ObjectProvider<SmsLogFile> logFile, Clock clock) {
		return new GatewayFactory(executor, logFile.getIfAvailable(), clock);
	}

	@Bean
	GatewayChain gatewayChain(GatewayChainProperties properties, GatewayFactory factory,
			@Qualifier("gatewayScheduler") ThreadPoolTaskScheduler scheduler, MeterRegistry registry) {
		List<String> names = properties.gatewayChain();
		if (factory.sendsNothing(factory.options(names.get(0), properties))) {
			log.warn("No phone gets anything: messages are logged, unless fundbell.sms.gateway-chain names a gateway");
		}
		return new GatewayChain(names.stream().map((name) -> {
			GatewayProperties options = factory.options(name, properties);
			return resilient(name, factory.create(name, options), options, scheduler, registry);
		}).toList());
	}

	private static ResilientGateway resilient(String name, SmsGateway gateway, GatewayProperties options,
			ThreadPoolTaskScheduler scheduler, MeterRegistry registry) {
		Protection protection = new Protection(retry(name, options), breaker(name, options),
				limiter(name, options.ratePerSecond()));
		ResilientGateway resilient = new ResilientGateway(name, gateway, protection, scheduler.getScheduledExecutor(),
				timing(name, registry));
		Gauge.builder("fundbell.sms.gateway.open", resilient, (each) -> each.isOpen() ? 1 : 0)
			.description("Whether a gateway is left alone because too many calls failed")
			.tag("gateway", name)
			.register(registry);
		return resilient;
	}

	static Retry retry(String name, GatewayProperties properties) {
		return Retry.of(name,
				RetryConfig.<SendResult>custom()
					.maxAttempts(properties.attempts())
					.retryOnResult((result) -> result.outcome() == Outcome.TEMPORARY)
					.intervalFunction(IntervalFunction.ofExponentialRandomBackoff(properties.backoff()))
					.build());
	}

	static CircuitBreaker breaker(String name, GatewayProperties properties) {
		return CircuitBreaker.of(name,
				CircuitBreakerConfig.custom()
					.slidingWindowSize(CALLS_IN_WINDOW)
					.minimumNumberOfCalls(CALLS_BEFORE_JUDGING)
					.failureRateThreshold(properties.failureRate())
					.waitDurationInOpenState(properties.pause())
					.automaticTransitionFromOpenToHalfOpenEnabled(true)
					.permittedNumberOfCallsInHalfOpenState(CALLS_ON_TRIAL)
					.build());
	}

	/** Permits per tenth of a second where the rate allows it, to avoid bursts. */
	static @Nullable RateLimiter limiter(String name, int ratePerSecond) {
		if (ratePerSecond == 0) {
			return null;
		}
		boolean fast = ratePerSecond % PERIODS_PER_SECOND == 0;
		return RateLimiter.of(name,
				RateLimiterConfig.custom()
					.limitForPeriod(fast ? ratePerSecond / PERIODS_PER_SECOND : ratePerSecond)
					.limitRefreshPeriod(Duration.ofSeconds(1).dividedBy(fast ? PERIODS_PER_SECOND : 1))
					.timeoutDuration(LONGEST_WAIT_FOR_RATE)
					.build());
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
