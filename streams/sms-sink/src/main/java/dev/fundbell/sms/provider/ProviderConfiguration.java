package dev.fundbell.sms.provider;

import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

import dev.fundbell.database.BusinessCalendar;
import dev.fundbell.sms.provider.Gateway.Protection;
import dev.fundbell.sms.provider.ProviderProperties.Type;
import dev.fundbell.sms.provider.SendResult.Outcome;
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

/** Wires the gateways that are in use. */
@Configuration(proxyBeanMethods = false)
class ProviderConfiguration {

	private static final Logger log = LoggerFactory.getLogger(ProviderConfiguration.class);

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
	Route route(GatewaysProperties properties, @Qualifier("gatewayExecutor") ThreadPoolTaskExecutor executor,
			@Qualifier("gatewayScheduler") ThreadPoolTaskScheduler scheduler, ObjectProvider<SmsLogFile> logFile,
			Clock clock, MeterRegistry registry) {
		Adapters adapters = new Adapters(executor, logFile.getIfAvailable(), clock);
		if (adapters.named(properties.use().get(0), properties).type() == Type.LOG
				&& logFile.getIfAvailable() == null) {
			log.warn("No phone gets anything: messages are logged, unless fundbell.sms.use names a gateway");
		}
		return new Route(properties.use()
			.stream()
			.map((name) -> gateway(name, adapters.named(name, properties), adapters, scheduler.getScheduledExecutor(),
					registry))
			.toList());
	}

	private static Gateway gateway(String name, ProviderProperties properties, Adapters adapters,
			ScheduledExecutorService scheduler, MeterRegistry registry) {
		Protection protection = new Protection(retry(name, properties), breaker(name, properties),
				limiter(name, properties.ratePerSecond()));
		Gateway gateway = new Gateway(name, adapters.create(name, properties), protection, scheduler,
				timing(name, registry));
		Gauge.builder("fundbell.sms.gateway.open", gateway, (each) -> each.isOpen() ? 1 : 0)
			.description("Whether a gateway is left alone because too many calls failed")
			.tag("provider", name)
			.register(registry);
		return gateway;
	}

	static Retry retry(String name, ProviderProperties properties) {
		return Retry.of(name,
				RetryConfig.<SendResult>custom()
					.maxAttempts(properties.attempts())
					.retryOnResult((result) -> result.outcome() == Outcome.TEMPORARY)
					.intervalFunction(IntervalFunction.ofExponentialRandomBackoff(properties.backoff()))
					.build());
	}

	static CircuitBreaker breaker(String name, ProviderProperties properties) {
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

	/**
	 * In tenths of a second where the rate allows it, so that messages do not come in
	 * bursts.
	 */
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
			.tag("provider", name)
			.tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
			.register(registry)
			.record(nanos, TimeUnit.NANOSECONDS);
	}

}
