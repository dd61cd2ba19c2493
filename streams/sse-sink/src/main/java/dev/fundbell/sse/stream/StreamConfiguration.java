package dev.fundbell.sse.stream;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import dev.fundbell.sse.SseSinkProperties;
import dev.fundbell.sse.hub.SseHub;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.cloud.stream.binder.kafka.provisioning.AdminClientConfigCustomizer;
import org.springframework.cloud.stream.config.ListenerContainerCustomizer;
import org.springframework.cloud.stream.function.StreamBridge;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties.AssignmentCommitOption;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/** Wires the sink to Kafka. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class StreamConfiguration {

	static final String NOTIFICATIONS_BINDING = "notifications-in-0";

	/** More than this waits only while the broker is away. */
	private static final int WAITING_MARKERS = 1000;

	@Bean
	Consumer<List<ConsumerRecord<byte[], byte[]>>> notifications(SseHub hub, DeadLetters deadLetters,
			ConsumerPositions positions, SseSinkProperties properties) {
		NotificationRecords notifications = new NotificationRecords(hub, deadLetters,
				(int) properties.queueSize().toBytes() / 2);
		return (records) -> {
			notifications.accept(records);
			positions.passed(records);
		};
	}

	@Bean
	Consumer<List<ConsumerRecord<byte[], byte[]>>> readMarkers(ReadMarkers markers, ConsumerPositions positions) {
		return (records) -> {
			markers.accept(records);
			positions.passed(records);
		};
	}

	@Bean
	ReadMarkers readMarkerBroadcast(SseHub hub, StreamBridge bridge, DeadLetters deadLetters, JsonMapper json,
			@Qualifier("readMarkerExecutor") Executor readMarkerExecutor) {
		return new ReadMarkers(hub, bridge, deadLetters, json, readMarkerExecutor);
	}

	@Bean(defaultCandidate = false)
	ThreadPoolTaskExecutor readMarkerExecutor() {
		ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
		executor.setThreadNamePrefix("read-markers-");
		executor.setCorePoolSize(1);
		executor.setMaxPoolSize(1);
		executor.setQueueCapacity(WAITING_MARKERS);
		return executor;
	}

	@Bean
	DeadLetters deadLetters(StreamBridge bridge, MeterRegistry registry) {
		return new DeadLetters(bridge, registry);
	}

	@Bean
	ConsumerPositions consumerPositions() {
		return new ConsumerPositions();
	}

	@Bean
	NotificationsHealth notificationsHealthIndicator(ConsumerPositions positions) {
		return new NotificationsHealth(positions, System::nanoTime);
	}

	/** Looks for topics once more soon rather than once for long. */
	@Bean
	AdminClientConfigCustomizer impatientAdmin() {
		return (configuration) -> {
			configuration.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 3000);
			configuration.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5000);
		};
	}

	@Bean
	RecordsAsTheyAre recordsAsTheyAre() {
		return new RecordsAsTheyAre();
	}

	@Bean
	ListenerContainerCustomizer<AbstractMessageListenerContainer<?, ?>> withoutCommits() {
		return (container, destination, group) -> container.getContainerProperties()
			.setAssignmentCommitOption(AssignmentCommitOption.NEVER);
	}

}
