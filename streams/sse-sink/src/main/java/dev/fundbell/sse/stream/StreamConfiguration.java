package dev.fundbell.sse.stream;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import dev.fundbell.consumer.DeadLetterPublisher;
import dev.fundbell.consumer.NotificationRecordReader;
import dev.fundbell.sse.SseSinkProperties;
import dev.fundbell.sse.hub.SseHub;
import dev.fundbell.sse.recent.RecentProperties;
import dev.fundbell.sse.recent.RecentRecords;
import dev.fundbell.sse.replay.NotificationFrames;
import dev.fundbell.tracing.NotificationTracer;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.cloud.stream.config.ListenerContainerCustomizer;
import org.springframework.cloud.stream.function.StreamBridge;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.event.ListenerContainerIdleEvent;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties.AckMode;
import org.springframework.kafka.listener.ContainerProperties.AssignmentCommitOption;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/** Wiring of the sink to Kafka. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class StreamConfiguration {

	/** More read markers than this wait only while the broker is away. */
	private static final int MARKER_QUEUE = 1000;

	private static final Duration IDLE = Duration.ofSeconds(1);

	@Bean
	Consumer<List<ConsumerRecord<byte[], byte[]>>> notifications(SseHub hub, RecentRecords recent,
			ConsumerPositions positions, NotificationFrames frames, NotificationRecordReader reader, TopicGaps gaps,
			MeterRegistry registry, NotificationTracer tracer, Clock clock) {
		NotificationRecords notifications = new NotificationRecords(hub, recent, positions, frames, reader,
				new DeliveryLatency(registry, clock), new DeliveryTraces(tracer, clock));
		return (records) -> {
			if (gaps.look(records)) {
				notifications.accept(records);
			}
		};
	}

	@Bean
	Consumer<List<ConsumerRecord<byte[], byte[]>>> inspection(NotificationRecordReader reader,
			DeadLetterPublisher deadLetters, InspectionRestart restart) {
		RecordInspection inspection = new RecordInspection(reader, deadLetters);
		return (records) -> {
			if (!restart.restart()) {
				inspection.accept(records);
			}
		};
	}

	@Bean
	InspectionRestart inspectionRestart() {
		return new InspectionRestart(System::nanoTime);
	}

	@Bean
	NotificationRecordReader notificationRecordReader(SseSinkProperties properties) {
		return new NotificationRecordReader((int) properties.queueSize().toBytes() / 2, "no client's queue can hold");
	}

	@Bean
	TopicGaps topicGaps(SseHub hub, RecentRecords recent, ConsumerPositions positions, TopicIdentity identity,
			MeterRegistry registry) {
		return new TopicGaps(hub, recent, positions, identity::check, registry);
	}

	@Bean
	TopicIdentity topicIdentity(ConsumerPositions positions, InspectionRestart inspection, PartitionHealth partitions,
			@Value("${spring.cloud.stream.bindings.notifications-in-0.destination}") String topic) {
		return new TopicIdentity(topic, () -> {
			positions.topicMadeAgain();
			inspection.topicMadeAgain();
		}, partitions::take);
	}

	/** Shown as {@code partitions} in the health endpoint. */
	@Bean
	PartitionHealth partitionsHealthIndicator(ConsumerPositions positions) {
		return new PartitionHealth(positions, System::nanoTime);
	}

	@Bean
	UnpublishedMetrics unpublishedMetrics(JdbcClient jdbc, Clock clock, MeterRegistry registry) {
		return new UnpublishedMetrics(jdbc, clock, registry);
	}

	@Bean
	BrokerWatch brokerWatch(@Qualifier("notificationsHealthIndicator") HealthIndicator broker, SseHub hub,
			SseSinkProperties properties, ApplicationEventPublisher events) {
		return new BrokerWatch(broker, hub, properties.brokerPatience(), System::nanoTime, events);
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
	ConsumerPositions consumerPositions(RecentRecords recent, RecentProperties properties, Clock clock,
			InspectionRestart inspection) {
		return new ConsumerPositions(recent, properties, clock, inspection);
	}

	/**
	 * Partitions without a leader are placed as soon as they have one, and those of a
	 * topic that was made again are read though no record comes.
	 */
	@Bean
	ApplicationListener<ListenerContainerIdleEvent> placeLater(ConsumerPositions positions, TopicGaps gaps,
			InspectionRestart inspection) {
		return (idle) -> {
			positions.place(idle.getConsumer());
			gaps.restart();
			inspection.restart();
		};
	}

	/** Positions are kept in memory, see {@link ConsumerPositions}. */
	@Bean
	ListenerContainerCustomizer<AbstractMessageListenerContainer<?, ?>> neverCommitOffsets() {
		return (container, destination, group) -> {
			if (container.getContainerProperties().getAckMode() == AckMode.MANUAL) {
				container.getContainerProperties().setAssignmentCommitOption(AssignmentCommitOption.NEVER);
			}
			container.getContainerProperties().setIdleEventInterval(IDLE.toMillis());
			container.getContainerProperties().setPollTimeout(IDLE.toMillis());
		};
	}

}
