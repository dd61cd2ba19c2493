package dev.fundbell.batch.publish;

import java.util.List;
import java.util.Map;

import dev.fundbell.event.NotificationEvent;
import dev.fundbell.event.NotificationEventWriter;
import dev.fundbell.publish.Acknowledgements;
import dev.fundbell.publish.Deadline;
import dev.fundbell.publish.EventRecord;
import dev.fundbell.publish.EventSender;
import dev.fundbell.publish.NotAcknowledgedException;
import org.jspecify.annotations.Nullable;

import org.springframework.cloud.stream.binding.BindingService;
import org.springframework.cloud.stream.config.BindingServiceProperties;
import org.springframework.cloud.stream.messaging.DirectWithAttributesChannel;
import org.springframework.context.ApplicationContext;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.support.GenericMessage;

/**
 * Sender of events through the output binding {@value #BINDING}. It uses the binding's
 * channel itself and hands it finished records: a StreamBridge would look up a function,
 * convert and copy each message under one lock, at twice the cost. The binding is made by
 * the first step that needs it and not at start, so that a broker that is away fails the
 * step, with its reason, and not the start of the task.
 */
final class KafkaEventSender implements EventSender, AutoCloseable {

	static final String BINDING = "notifications-out-0";

	/** Shared, so that no message gets an id and a time of its own: nobody reads them. */
	private static final MessageHeaders HEADERS = new MessageHeaders(Map.of());

	private final BindingService bindings;

	private final BindingServiceProperties properties;

	private final ApplicationContext context;

	private @Nullable MessageChannel channel;

	KafkaEventSender(BindingService bindings, BindingServiceProperties properties, ApplicationContext context) {
		this.bindings = bindings;
		this.properties = properties;
		this.context = context;
	}

	@Override
	public void connect() {
		channel();
	}

	@Override
	public void send(List<NotificationEvent> events, Deadline deadline) {
		MessageChannel output = channel();
		String topic = this.properties.getBindingDestination(BINDING);
		Acknowledgements acknowledgements = new Acknowledgements(events.size());
		NotificationEventWriter json = new NotificationEventWriter();
		for (NotificationEvent event : events) {
			if (deadline.isOver()) {
				throw new NotAcknowledgedException("the time for a chunk was over before it was sent", null);
			}
			send(new EventRecord(topic, event.userId(), json.write(event), acknowledgements), output);
		}
		acknowledgements.await(deadline);
	}

	private static void send(EventRecord record, MessageChannel output) {
		try {
			output.send(new GenericMessage<>(record, HEADERS));
		}
		catch (RuntimeException ex) {
			throw new NotAcknowledgedException("a record could not be sent", ex);
		}
	}

	private synchronized MessageChannel channel() {
		if (this.channel == null) {
			DirectWithAttributesChannel output = new DirectWithAttributesChannel();
			output.setApplicationContext(this.context);
			output.setBeanFactory(this.context);
			output.setComponentName(BINDING);
			try {
				this.bindings.bindProducer(output, BINDING);
			}
			catch (RuntimeException ex) {
				throw new NotAcknowledgedException("the topic cannot be reached", ex);
			}
			this.channel = output;
		}
		return this.channel;
	}

	/**
	 * Closes the producer, which the binder leaves to the end of the process. A JVM then
	 * waits up to 0.3 s for threads that are in a system call, as the producer's is.
	 */
	@Override
	public synchronized void close() {
		if (this.channel != null) {
			this.bindings.unbindProducers(BINDING);
			this.channel = null;
		}
	}

}
