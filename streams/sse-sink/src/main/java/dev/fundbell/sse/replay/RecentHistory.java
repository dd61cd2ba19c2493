package dev.fundbell.sse.replay;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

import dev.fundbell.event.InvalidNotificationEventException;
import dev.fundbell.sse.hub.History;
import dev.fundbell.sse.hub.SseFrame;
import dev.fundbell.sse.hub.Subscriber;
import dev.fundbell.sse.recent.RecentNotification;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** History of one client from memory, in the order of the topic. Pages come at once. */
final class RecentHistory implements History {

	private static final Logger log = LoggerFactory.getLogger(RecentHistory.class);

	private static final int PAGE = 100;

	private final Iterator<RecentNotification> missed;

	private final NotificationFrames frames;

	private final @Nullable SseFrame last;

	/**
	 * A history.
	 * @param missed the notifications that the client missed
	 * @param frames makes the frames
	 * @param last a frame that follows all of them; null if none does
	 */
	RecentHistory(List<RecentNotification> missed, NotificationFrames frames, @Nullable SseFrame last) {
		this.missed = missed.iterator();
		this.frames = frames;
		this.last = last;
	}

	@Override
	public void requestPage(Subscriber subscriber) {
		List<SseFrame> page = new ArrayList<>();
		while (this.missed.hasNext() && page.size() < PAGE) {
			SseFrame frame = frame(this.missed.next());
			if (frame != null) {
				page.add(frame);
			}
		}
		boolean complete = !this.missed.hasNext();
		if (complete && this.last != null) {
			page.add(this.last);
		}
		subscriber.onPage(page, complete);
	}

	private @Nullable SseFrame frame(RecentNotification notification) {
		try {
			return this.frames.of(notification.userId(), notification.json());
		}
		catch (InvalidNotificationEventException ex) {
			// Rejected when it was read from Kafka.
			return null;
		}
		catch (RuntimeException ex) {
			// Otherwise its user could not connect while it is in memory.
			log.error("Notification {} cannot be sent, and is passed over", notification.id(), ex);
			return null;
		}
	}

}
