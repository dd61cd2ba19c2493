package dev.fundbell.sse.replay;

import java.time.Clock;
import java.util.concurrent.Executor;

import dev.fundbell.sse.hub.SseHub;
import dev.fundbell.sse.recent.RecentRecords;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/**
 * Wiring of replay. Only a few threads read, so that a reconnect storm does not use up
 * the database.
 */
@Configuration(proxyBeanMethods = false)
class ReplayConfiguration {

	@Bean
	Replays replays(SseHub hub, RecentRecords recent, StoredReplays stored, NotificationFrames frames) {
		return new Replays(hub, recent, stored, frames);
	}

	@Bean
	NotificationFrames notificationFrames(Clock clock) {
		return new NotificationFrames(clock);
	}

	@Bean
	StoredReplays storedReplays(JdbcClient jdbc, ReplayProperties properties,
			@Qualifier("replayExecutor") Executor replayExecutor, TaskScheduler scheduler, Clock clock,
			MeterRegistry registry) {
		StoredReplays replays = new StoredReplays(new StoredNotifications(jdbc, properties, clock), replayExecutor,
				scheduler, clock);
		Gauge.builder("fundbell.sse.replays.waiting", replays, StoredReplays::waiting)
			.description("Clients that wait for the database to learn what they missed")
			.register(registry);
		return replays;
	}

	@Bean(defaultCandidate = false)
	ThreadPoolTaskExecutor replayExecutor(ReplayProperties properties) {
		ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
		executor.setThreadNamePrefix("sse-replay-");
		executor.setCorePoolSize(properties.threads());
		executor.setMaxPoolSize(properties.threads());
		return executor;
	}

}
