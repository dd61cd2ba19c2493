package dev.fundbell.sse.replay;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.regex.Pattern;

import dev.fundbell.sse.hub.CloseReason;
import dev.fundbell.sse.hub.SseHub;
import dev.fundbell.sse.hub.Subscriber;

/** Starts replays. */
public final class Replays {

	/** Every id that the service gives, and nothing that overflows. */
	private static final Pattern ID = Pattern.compile("[0-9]{1,18}");

	private final SseHub hub;

	private final ReplayProperties properties;

	private final PublishedNotifications notifications;

	private final Executor executor;

	Replays(SseHub hub, ReplayProperties properties, PublishedNotifications notifications, Executor executor) {
		this.hub = hub;
		this.properties = properties;
		this.notifications = notifications;
		this.executor = executor;
	}

	/**
	 * Replays to a subscriber what came after its last event, or tells it to fetch its
	 * list again if that event is none of its user's.
	 * @param subscriber a subscriber that has joined: live events wait meanwhile
	 * @param lastEventId what the client sent, of any form
	 */
	public void start(Subscriber subscriber, String lastEventId) {
		try {
			subscriber.replayFrom(new Replay(parse(lastEventId), this.properties, this.notifications, this.executor));
		}
		catch (RejectedExecutionException ex) {
			subscriber.close(CloseReason.REPLAY_FAILED);
			throw this.hub.refusal("Too many clients are catching up at this moment.");
		}
	}

	/** What is no id is the id of nothing. */
	private static long parse(String lastEventId) {
		return ID.matcher(lastEventId).matches() ? Long.parseLong(lastEventId) : 0;
	}

}
