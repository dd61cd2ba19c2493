package dev.fundbell.publish;

import java.util.List;

import dev.fundbell.event.NotificationEvent;

/** Sender of events to the topic. Thread-safe. */
public interface EventSender {

	/**
	 * Makes sure that the topic can be reached.
	 * @throws NotAcknowledgedException if it cannot
	 */
	void connect();

	/**
	 * Sends and waits until the broker has acknowledged every one.
	 * @param events a chunk of them
	 * @param deadline after which none is sent and none waited for
	 * @throws NotAcknowledgedException if one was not; others may have arrived
	 */
	void send(List<NotificationEvent> events, Deadline deadline);

}
