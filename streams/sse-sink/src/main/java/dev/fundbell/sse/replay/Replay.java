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
 * Replay of one client's missed notifications, by time of publication. Ids are not in
 * that order: two tasks interleave, and a killed task publishes late. So replay reads by
 * {@code published_at}, from the first publication of the client's last event, which may
 * have been published again since. It begins earlier by an overlap, for notifications
 * that were claimed before that event and delivered after it. The client drops duplicates
 * by id.
 */
final class Replay implements History {

	private static final Logger log = LoggerFactory.getLogger(Replay.class);

	private final LastEventId cursor;

	private final ReplayProperties properties;

	private final PublishedNotifications notifications;

	private final Executor executor;

	/** The end of the last page; null before the first. */
	private volatile @Nullable Position position;

	Replay(LastEventId cursor, ReplayProperties properties, PublishedNotifications notifications, Executor executor) {
		this.cursor = cursor;
		this.properties = properties;
		this.notifications = notifications;
		this.executor = executor;
	}

	/**
	 * Requests the next page.
	 * @param subscriber gets it
	 * @throws RejectedExecutionException if it is the first page and too many clients
	 * wait
	 */
	@Override
	public void requestPage(Subscriber subscriber) {
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
				subscriber.onPage(List.of(SseFrame.RESET), true);
				return;
			}
			List<Notification> rows = this.notifications.findAfter(subscriber.userId(), from.publishedAt(), from.id(),
					Limit.of(this.properties.pageSize()));
			boolean complete = rows.size() < this.properties.pageSize();
			this.position = rows.isEmpty() ? from : Position.of(rows.get(rows.size() - 1));
			subscriber.onPage(frames(rows), complete);
		}
		catch (RuntimeException ex) {
			log.warn("Replay for user {} failed; the connection is closed, and the client reconnects: {}",
					subscriber.userId(), ex.toString());
			subscriber.close(CloseReason.REPLAY_FAILED);
		}
	}

	private @Nullable Position start(long userId) {
		Optional<Instant> seen = (this.cursor.connectedAt() != null) ? Optional.of(this.cursor.connectedAt())
				: this.notifications.findFirstPublishedAt(this.cursor.notificationId(), userId);
		return seen.map((instant) -> new Position(instant.minus(this.properties.overlap()), 0)).orElse(null);
	}

	private List<SseFrame> frames(List<Notification> rows) {
		return rows.stream()
			.filter((row) -> row.getId() != this.cursor.notificationId())
			.map((row) -> SseFrame.of(event(row)))
			.toList();
	}

	private static NotificationEvent event(Notification row) {
		return new NotificationEvent(row.getId(), row.getUserId(), row.getType(), row.getMessage(), row.getFundingId(),
				row.getCouponId(), row.getCreatedAt(), row.getExpiresAt());
	}

	/** Position in the order of publication. */
	private record Position(Instant publishedAt, long id) {

		static Position of(Notification row) {
			return new Position(Objects.requireNonNull(row.getPublishedAt()), row.getId());
		}

	}

}
