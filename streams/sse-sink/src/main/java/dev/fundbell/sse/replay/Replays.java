package dev.fundbell.sse.replay;

import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import dev.fundbell.sse.hub.CloseReason;
import dev.fundbell.sse.hub.SseFrame;
import dev.fundbell.sse.hub.SseHub;
import dev.fundbell.sse.hub.Subscriber;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/** Starts the replay of missed notifications to new subscribers. */
public final class Replays {

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
	 * Replays to a subscriber the notifications since its last event. If that event is
	 * not one of its user, it is told to fetch its list again. A client without a last
	 * event gets the present time as its cursor, so that it misses nothing even if its
	 * connection breaks before its first notification.
	 * @param subscriber a subscriber of the hub: its live events wait meanwhile
	 * @param lastEventId the client's cursor, in whatever form it was sent, if any
	 */
	public void start(Subscriber subscriber, @Nullable String lastEventId) {
		if (!StringUtils.hasLength(lastEventId)) {
			LastEventId now = LastEventId.connectedAt(this.clock.instant());
			subscriber.startAt(SseFrame.cursor(now.toString()));
			return;
		}
		try {
			subscriber.replayFrom(
					new Replay(LastEventId.parse(lastEventId), this.properties, this.notifications, this.executor));
		}
		catch (RejectedExecutionException ex) {
			subscriber.close(CloseReason.REPLAY_FAILED);
			throw this.hub.refusal("Too many clients are catching up at this moment.");
		}
	}

}
