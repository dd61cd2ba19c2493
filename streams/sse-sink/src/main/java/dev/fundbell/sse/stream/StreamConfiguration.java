package dev.fundbell.sse.stream;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import dev.fundbell.consumer.DeadLetterPublisher;
import dev.fundbell.sse.SseSinkProperties;
import dev.fundbell.sse.hub.SseHub;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Qualifier;
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

	/** More read markers than this wait only while the broker is away. */
	private static final int MARKER_QUEUE = 1000;

	@Bean
	Consumer<List<ConsumerRecord<byte[], byte[]>>> notifications(SseHub hub, DeadLetterPublisher deadLetters,
			ConsumerPositions positions, SseSinkProperties properties) {
		NotificationRecords notifications = new NotificationRecords(hub, deadLetters,
				(int) properties.queueSize().toBytes() / 2);
		return (records) -> {
			notifications.accept(records);
			positions.processed(records);
		};
	}

	@Bean
	Consumer<List<ConsumerRecord<byte[], byte[]>>> readMarkers(ReadMarkers markers, ConsumerPositions positions) {
		return (records) -> {
			markers.accept(records);
			positions.processed(records);
		};
	}

	@Bean
	ReadMarkers readMarkerBroadcast(SseHub hub, StreamBridge bridge, DeadLetterPublisher deadLetters, JsonMapper json,
			@Qualifier("readMarkerExecutor") Executor readMarkerExecutor) {
		return new ReadMarkers(hub, bridge, deadLetters, json, readMarkerExecutor);
	}

	@Bean(defaultCandidate = false)
	ThreadPoolTaskExecutor readMarkerExecutor() {
		ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
		executor.setThreadNamePrefix("read-markers-");
		executor.setCorePoolSize(1);
		executor.setMaxPoolSize(1);
		executor.setQueueCapacity(MARKER_QUEUE);
		return executor;
	}

	@Bean
	DeadLetterPublisher deadLetterPublisher(StreamBridge bridge, MeterRegistry registry) {
		return new DeadLetterPublisher(bridge, registry, "fundbell.sse.dead.letters");
	}

	@Bean
	ConsumerPositions consumerPositions() {
		return new ConsumerPositions();
	}

	/** Positions are kept in memory, see {@link ConsumerPositions}. */
	@Bean
	ListenerContainerCustomizer<AbstractMessageListenerContainer<?, ?>> neverCommitOffsets() {
		return (container, destination, group) -> container.getContainerProperties()
			.setAssignmentCommitOption(AssignmentCommitOption.NEVER);
	}

}
