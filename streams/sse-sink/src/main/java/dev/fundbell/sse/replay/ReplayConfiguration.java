package dev.fundbell.sse.replay;

import java.time.Clock;
import java.util.concurrent.Executor;

import dev.fundbell.sse.hub.SseHub;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/** Wires replay, with a bounded pool: a reconnect storm must not use up the database. */
@Configuration(proxyBeanMethods = false)
class ReplayConfiguration {

	@Bean
	Replays replays(SseHub hub, ReplayProperties properties, PublishedNotifications notifications,
			@Qualifier("replayExecutor") Executor replayExecutor, Clock clock) {
		return new Replays(hub, properties, notifications, replayExecutor, clock);
	}

	@Bean(defaultCandidate = false)
	ThreadPoolTaskExecutor replayExecutor(ReplayProperties properties) {
		ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
		executor.setThreadNamePrefix("sse-replay-");
		executor.setCorePoolSize(properties.threads());
		executor.setMaxPoolSize(properties.threads());
		executor.setQueueCapacity(properties.queue());
		return executor;
	}

}
