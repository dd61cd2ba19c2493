package dev.fundbell.sse.stream;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.cloud.stream.binder.kafka.provisioning.AdminClientConfigCustomizer;
import org.springframework.core.Ordered;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Identity of the topic of notifications, by which Kafka tells a topic from another one
 * of the same name. A consumer does not notice that its topic was deleted and made again,
 * if the new one has as many records by then: it goes on at its old offset, behind
 * records that it has not read. So this asks the broker for the topic's id.
 */
final class TopicIdentity implements AdminClientConfigCustomizer, Ordered, AutoCloseable {

	private static final Logger log = LoggerFactory.getLogger(TopicIdentity.class);

	private static final Duration PATIENCE = Duration.ofSeconds(5);

	private final String topic;

	private final Runnable onChange;

	private final Consumer<TopicDescription> onAnswer;

	private volatile @Nullable Map<String, Object> configuration;

	private @Nullable Admin admin;

	private @Nullable Uuid known;

	/**
	 * An identity that is not known yet.
	 * @param topic the topic's name
	 * @param onChange run once after each time that the topic was made again
	 * @param onAnswer gets what the broker tells of the topic
	 */
	TopicIdentity(String topic, Runnable onChange, Consumer<TopicDescription> onAnswer) {
		this.topic = topic;
		this.onChange = onChange;
		this.onAnswer = onAnswer;
	}

	/** Learns how the binder reaches the broker, once all others have changed it. */
	@Override
	public void configure(Map<String, Object> adminClientProperties) {
		this.configuration = new HashMap<>(adminClientProperties);
	}

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

	@Scheduled(fixedDelayString = "PT5S")
	void ask() {
		Admin client = admin();
		if (client != null) {
			describe(client).whenComplete((descriptions, failure) -> answered(descriptions));
		}
	}

	/** Asks and waits a few seconds for the answer. */
	void check() {
		Admin client = admin();
		if (client == null) {
			return;
		}
		try {
			answered(describe(client).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
		}
		catch (ExecutionException | TimeoutException ex) {
			log.debug("The broker does not tell the topic's id; asking again later", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private KafkaFuture<Map<String, TopicDescription>> describe(Admin client) {
		return client.describeTopics(Set.of(this.topic)).allTopicNames();
	}

	private synchronized @Nullable Admin admin() {
		Map<String, Object> settings = this.configuration;
		if (this.admin == null && settings != null) {
			try {
				this.admin = Admin.create(settings);
			}
			catch (KafkaException ex) {
				log.debug("The broker's name is not known yet", ex);
			}
		}
		return this.admin;
	}

	/** Without an answer the topic is deleted, or the broker is away: asked again. */
	private void answered(@Nullable Map<String, TopicDescription> descriptions) {
		if (descriptions != null) {
			descriptions.values().forEach((description) -> {
				is(description.topicId());
				this.onAnswer.accept(description);
			});
		}
	}

	/** Takes the topic's id as the broker has told it. */
	synchronized void is(Uuid id) {
		if (this.known != null && !this.known.equals(id)) {
			log.warn("The topic {} was deleted and made again", this.topic);
			this.onChange.run();
		}
		this.known = id;
	}

	@Override
	public synchronized void close() {
		if (this.admin != null) {
			this.admin.close();
		}
	}

}
