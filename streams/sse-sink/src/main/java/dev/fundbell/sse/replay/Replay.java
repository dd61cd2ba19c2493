package dev.fundbell.sse.replay;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import dev.fundbell.event.NotificationEvent;
import dev.fundbell.sse.entity.Notification;
import dev.fundbell.sse.hub.CloseReason;
import dev.fundbell.sse.hub.History;
import dev.fundbell.sse.hub.SseFrame;
import dev.fundbell.sse.hub.Subscriber;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.data.domain.Limit;

/**
 * One client's missed notifications. Ids are not in the order of publication: two tasks
 * interleave, and a task that was killed publishes late. So replay goes by
 * {@code published_at}, from the time when the client can have seen its last event first
 * (that one may have been published again since), minus an overlap for notifications that
 * were claimed earlier and delivered later. The client drops by id what it has twice.
 */
final class Replay implements History {

	private static final Logger log = LoggerFactory.getLogger(Replay.class);

	private final long lastEventId;

	private final @Nullable Instant place;

	private final ReplayProperties properties;

	private final PublishedNotifications notifications;

	private final Executor executor;

	/** How far it has come; null before the first page. */
	private volatile @Nullable Position position;

	/**
	 * A replay.
	 * @param lastEventId the last notification that the client has had
	 * @param place since when the client has been there, where it has had none
	 */
	Replay(long lastEventId, @Nullable Instant place, ReplayProperties properties, PublishedNotifications notifications,
			Executor executor) {
		this.lastEventId = lastEventId;
		this.place = place;
		this.properties = properties;
		this.notifications = notifications;
		this.executor = executor;
	}

	/**
	 * Reads the next page.
	 * @param subscriber who gets it
	 * @throws RejectedExecutionException if nothing has been read and too many wait
	 */
	@Override
	public void readOn(Subscriber subscriber) {
		try {
			this.executor.execute(() -> readPage(subscriber));
		}
		catch (RejectedExecutionException ex) {
			if (this.position == null) {
				throw ex;
			}
			subscriber.close(CloseReason.REPLAY_FAILED);
		}
	}

	private void readPage(Subscriber subscriber) {
		try {
			Position from = (this.position != null) ? this.position : start(subscriber.userId());
			if (from == null) {
				subscriber.replayed(List.of(SseFrame.RESET), true);
				return;
			}
			List<Notification> rows = this.notifications.findBehind(subscriber.userId(), from.publishedAt(), from.id(),
					Limit.of(this.properties.pageSize()));
			boolean complete = rows.size() < this.properties.pageSize();
			this.position = rows.isEmpty() ? from : Position.of(rows.get(rows.size() - 1));
			subscriber.replayed(frames(rows), complete);
		}
		catch (RuntimeException ex) {
			log.warn("Replay for user {} failed; the connection is closed, and the client will ask again: {}",
					subscriber.userId(), ex.toString());
			subscriber.close(CloseReason.REPLAY_FAILED);
		}
	}

	private @Nullable Position start(long userId) {
		Optional<Instant> seen = (this.place != null) ? Optional.of(this.place)
				: this.notifications.findFirstPublishedAt(this.lastEventId, userId);
		return seen.map((instant) -> new Position(instant.minus(this.properties.overlap()), 0)).orElse(null);
	}

	private List<SseFrame> frames(List<Notification> rows) {
		return rows.stream()
			.filter((row) -> row.getId() != this.lastEventId)
			.map((row) -> SseFrame.of(event(row)))
			.toList();
	}

	private static NotificationEvent event(Notification row) {
		return new NotificationEvent(row.getId(), row.getUserId(), row.getType(), row.getMessage(), row.getFundingId(),
				row.getCouponId(), row.getCreatedAt(), row.getExpiresAt());
	}

	/** A place in the order of publication. */
	private record Position(Instant publishedAt, long id) {

		static Position of(Notification row) {
			return new Position(Objects.requireNonNull(row.getPublishedAt()), row.getId());
		}

	}

}
