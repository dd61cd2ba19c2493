package dev.fundbell.sse.inbox;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

import dev.fundbell.sse.entity.Notification;

import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Inbox of each user: pages, unread counts, marking as read. */
@Service
class Inbox {

	/** Result of marking a notification as read. */
	enum Marked {

		/** It was unread. */
		NOW,
		/** It was read already. */
		BEFORE,
		/** The user has no such notification. */
		UNKNOWN

	}

	private final InboxNotifications notifications;

	private final UnreadNotifications unread;

	private final Clock clock;

	Inbox(InboxNotifications notifications, UnreadNotifications unread, Clock clock) {
		this.notifications = notifications;
		this.unread = unread;
		this.clock = clock;
	}

	/** The rows and their count are of one moment, or a client would count one twice. */
	@Transactional(isolation = Isolation.REPEATABLE_READ)
	InboxPage page(long userId, InboxCursor cursor, int limit) {
		List<Notification> rows = this.notifications.findBefore(userId, cursor.publishedAt(), cursor.id(),
				Limit.of(limit + 1));
		List<Notification> page = rows.subList(0, Math.min(limit, rows.size()));
		String next = (rows.size() > limit) ? InboxCursor.after(page.get(limit - 1)).toString() : null;
		return new InboxPage(page.stream().map(InboxPage.Item::of).toList(), next, unread(userId));
	}

	long unread(long userId) {
		return this.unread.count(userId, now());
	}

	boolean hasUnread(long userId) {
		return this.unread.exist(userId, now());
	}

	@Transactional
	Marked markRead(long userId, long id) {
		if (this.notifications.markRead(userId, id, this.clock.instant()) == 1) {
			return Marked.NOW;
		}
		return (this.notifications.countVisible(userId, id) == 1) ? Marked.BEFORE : Marked.UNKNOWN;
	}

	@Transactional
	int markAllRead(long userId, Instant through) {
		return this.notifications.markAllRead(userId, this.unread.readUntil(userId).toInstant(ZoneOffset.UTC), through,
				this.clock.instant());
	}

	Instant now() {
		return this.clock.instant();
	}

}
