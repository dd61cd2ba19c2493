package dev.fundbell.endtoend;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import dev.fundbell.test.SseEvent;
import dev.fundbell.test.SseTestClient;
import org.jspecify.annotations.Nullable;

/**
 * A browser tab: whenever the connection ends it subscribes again and names the last
 * event that it saw, as {@code EventSource} does.
 */
final class ReconnectingSubscriber implements AutoCloseable {

	private final String sinkUrl;

	private final long userId;

	private final String token;

	private final List<SseEvent> notifications = Collections.synchronizedList(new ArrayList<>());

	private final List<String> resets = Collections.synchronizedList(new ArrayList<>());

	private final Thread thread = new Thread(this::run, "subscriber");

	private volatile boolean closed;

	private volatile int connections;

	private @Nullable String lastEventId;

	ReconnectingSubscriber(String sinkUrl, long userId, String token) {
		this.sinkUrl = sinkUrl;
		this.userId = userId;
		this.token = token;
	}

	ReconnectingSubscriber start() {
		this.thread.start();
		return this;
	}

	/** How often it has connected. */
	int connections() {
		return this.connections;
	}

	/** Every event with an id, repetitions included. */
	List<SseEvent> notifications() {
		synchronized (this.notifications) {
			return List.copyOf(this.notifications);
		}
	}

	/** How many times the sink could not tell what this subscriber had missed. */
	int resets() {
		return this.resets.size();
	}

	private void run() {
		while (!this.closed) {
			try (SseTestClient client = SseTestClient.subscribe(this.sinkUrl, this.userId, this.token,
					this.lastEventId)) {
				follow(client);
			}
			catch (IOException ex) {
				pause();
			}
		}
	}

	private void follow(SseTestClient client) {
		if (client.status() != 200) {
			pause();
			return;
		}
		this.connections++;
		int seen = 0;
		boolean ended = false;
		while (!this.closed && !ended) {
			// Asked first: what arrived before the end is still to be taken.
			ended = client.hasEnded();
			List<SseEvent> events = client.eventsFrom(seen);
			events.forEach(this::take);
			seen += events.size();
			this.lastEventId = (client.lastEventId() != null) ? client.lastEventId() : this.lastEventId;
			pause();
		}
	}

	private void take(SseEvent event) {
		if (event.isNotification()) {
			this.notifications.add(event);
		}
		else if ("reset".equals(event.name())) {
			this.resets.add(event.data());
		}
	}

	private void pause() {
		try {
			Thread.sleep(20);
		}
		catch (InterruptedException ex) {
			this.closed = true;
		}
	}

	@Override
	public void close() {
		this.closed = true;
		this.thread.interrupt();
	}

}
