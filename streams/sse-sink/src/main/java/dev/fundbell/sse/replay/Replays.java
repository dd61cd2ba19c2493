package dev.fundbell.sse.replay;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.regex.Pattern;

import dev.fundbell.sse.hub.CloseReason;
import dev.fundbell.sse.hub.SseFrame;
import dev.fundbell.sse.hub.SseHub;
import dev.fundbell.sse.hub.Subscriber;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/** Starts replays. */
public final class Replays {

	/** Every id that the service gives, and nothing that overflows. */
	private static final Pattern ID = Pattern.compile("[0-9]{1,18}");

	/** A time in milliseconds, of this millennium. */
	private static final Pattern PLACE = Pattern.compile("@[0-9]{1,13}");

	private final SseHub hub;

	private final ReplayProperties properties;

	private final PublishedNotifications notifications;

	private final Executor executor;

	private final Clock clock;

	Replays(SseHub hub, ReplayProperties properties, PublishedNotifications notifications, Executor executor,
			Clock clock) {
		this.hub = hub;
		this.properties = properties;
		this.notifications = notifications;
		this.executor = executor;
		this.clock = clock;
	}

	/**
	 * Replays to a subscriber what came after its last event, or tells it to fetch its
	 * list again if that event is none of its user's. A client without a last event gets
	 * the present time as its place: if it loses its connection before its first
	 * notification, it still misses nothing.
	 * @param subscriber a subscriber that has joined: live events wait meanwhile
	 * @param lastEventId what the client sent, of any form, or nothing
	 */
	public void start(Subscriber subscriber, @Nullable String lastEventId) {
		if (!StringUtils.hasLength(lastEventId)) {
			subscriber.beginAt(SseFrame.place("@" + this.clock.millis()));
			return;
		}
		try {
			subscriber.replayFrom(replayAfter(lastEventId));
		}
		catch (RejectedExecutionException ex) {
			subscriber.close(CloseReason.REPLAY_FAILED);
			throw this.hub.refusal("Too many clients are catching up at this moment.");
		}
	}

	private Replay replayAfter(String lastEventId) {
		if (PLACE.matcher(lastEventId).matches()) {
			Instant place = Instant.ofEpochMilli(Long.parseLong(lastEventId.substring(1)));
			return new Replay(0, place, this.properties, this.notifications, this.executor);
		}
		// What is no id is the id of nothing.
		long id = ID.matcher(lastEventId).matches() ? Long.parseLong(lastEventId) : 0;
		return new Replay(id, null, this.properties, this.notifications, this.executor);
	}

}
