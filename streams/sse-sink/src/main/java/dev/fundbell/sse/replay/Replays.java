package dev.fundbell.sse.replay;

import java.time.Instant;

import dev.fundbell.sse.hub.SseHub;
import dev.fundbell.sse.hub.Subscriber;
import dev.fundbell.sse.hub.SubscriptionRefusedException;
import dev.fundbell.sse.recent.CatchUp;
import dev.fundbell.sse.recent.Place;
import dev.fundbell.sse.recent.RecentRecords;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * Replay: subscribes clients to the hub so that each goes on behind its last event and
 * misses nothing. The subscribe request calls it. A client that was away briefly gets
 * from memory exactly what it missed ({@link RecentHistory}). One that was away for
 * longer gets it from the database ({@link StoredHistory}), with a few repetitions. A
 * client without a last event begins at the present end of the topic. No method blocks:
 * pages from the database come later, while live events wait for them. Thread-safe.
 */
public final class Replays {

	private final SseHub hub;

	private final RecentRecords recent;

	private final StoredReplays stored;

	private final NotificationFrames frames;

	Replays(SseHub hub, RecentRecords recent, StoredReplays stored, NotificationFrames frames) {
		this.hub = hub;
		this.recent = recent;
		this.stored = stored;
		this.frames = frames;
	}

	/**
	 * Makes a replay that subscribes to another hub.
	 * @param other the hub
	 * @param past what clients of that hub may have missed
	 * @return the other replay
	 */
	public Replays with(SseHub other, RecentRecords past) {
		return new Replays(other, past, this.stored, this.frames);
	}

	/**
	 * Subscribes a client. Its greeting carries the place from which it is to go on when
	 * the connection breaks before the next notification.
	 * @param userId the user
	 * @param tokenExpiry when the permission ends, if ever
	 * @param lastEventId the client's cursor, in whatever form it was sent, if any
	 * @return the subscriber, whose stream is to be opened
	 * @throws SubscriptionRefusedException if there are too many, or this instance has
	 * stopped
	 */
	public Subscriber subscribe(long userId, @Nullable Instant tokenExpiry, @Nullable String lastEventId) {
		// Read first: what comes between this and the subscription is missed, too.
		Place end = this.recent.placeOf(userId);
		Subscriber subscriber = this.hub.subscribe(userId, tokenExpiry);
		LastEventId cursor = StringUtils.hasLength(lastEventId) ? LastEventId.parse(lastEventId)
				: new LastEventId(0, end);
		String ownCursor = StringUtils.hasLength(lastEventId) ? null : end.toString();
		if (!this.recent.hasBegun()) {
			subscriber.greet(ownCursor);
			subscriber.replayFrom((waiting) -> this.recent.whenBegun(() -> replay(waiting, cursor)));
			return subscriber;
		}
		CatchUp catchUp = since(userId, cursor);
		if (catchUp.complete() && catchUp.missed().isEmpty()) {
			subscriber.greet(catchUp.place().toString());
		}
		else {
			subscriber.greet(ownCursor);
			replay(subscriber, cursor, catchUp);
		}
		return subscriber;
	}

	private CatchUp since(long userId, LastEventId cursor) {
		return (cursor.place() != null) ? this.recent.since(userId, cursor.place())
				: this.recent.since(userId, cursor.notificationId());
	}

	private void replay(Subscriber subscriber, LastEventId cursor) {
		replay(subscriber, cursor, since(subscriber.userId(), cursor));
	}

	private void replay(Subscriber subscriber, LastEventId cursor, CatchUp catchUp) {
		subscriber.replayFrom(catchUp.complete() ? new RecentHistory(catchUp.missed(), this.frames, null)
				: new StoredHistory(subscriber, cursor, catchUp, this.stored, this.recent, this.frames));
	}

}
