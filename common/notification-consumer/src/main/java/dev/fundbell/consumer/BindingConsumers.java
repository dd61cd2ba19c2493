package dev.fundbell.consumer;

import org.apache.kafka.clients.consumer.Consumer;
import org.jspecify.annotations.Nullable;

/** Kafka's consumers by the name of their binding. */
public interface BindingConsumers {

	/** The binding of every sink's function {@code notifications}. */
	String NOTIFICATIONS = "notifications-in-0";

	/**
	 * The consumer of a binding, once the broker has given it its share of the topic.
	 * @param bindingName the binding
	 * @return its consumer, to look at from any thread only what is thread-safe in it,
	 * such as its metrics; null before
	 */
	@Nullable Consumer<?, ?> consumer(String bindingName);

}
