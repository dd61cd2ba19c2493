package dev.fundbell.publish;

import java.time.Clock;
import java.util.List;
import java.util.Map;

import dev.fundbell.event.NotificationEvent;
import dev.fundbell.tracing.NotificationTracer;
import dev.fundbell.tracing.Stage;

/**
 * Sender of events that begins the trace of each traced notification, once the broker has
 * acknowledged it. Thread-safe.
 */
public final class TracedEventSender implements EventSender {

	private final EventSender sender;

	private final NotificationTracer tracer;

	private final Clock clock;

	public TracedEventSender(EventSender sender, NotificationTracer tracer, Clock clock) {
		this.sender = sender;
		this.tracer = tracer;
		this.clock = clock;
	}

	@Override
	public void connect() {
		this.sender.connect();
	}

	@Override
	public void send(List<NotificationEvent> events, Deadline deadline) {
		this.sender.send(events, deadline);
		for (NotificationEvent event : events) {
			if (this.tracer.traces(event.notificationId())) {
				this.tracer.record(Stage.PUBLISH, event.notificationId(), event.createdAt(), this.clock.instant(),
						Map.of("notification.type", event.type()));
			}
		}
	}

}
