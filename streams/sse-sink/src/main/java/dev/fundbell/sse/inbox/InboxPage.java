package dev.fundbell.sse.inbox;

import java.time.Instant;
import java.util.List;

import dev.fundbell.sse.entity.Notification;
import org.jspecify.annotations.Nullable;

/**
 * Page of a user's inbox, newest first.
 *
 * @param items the notifications
 * @param nextCursor the cursor of the next page; null on the last one
 * @param unread the number of unread notifications in the whole inbox
 */
record InboxPage(List<Item> items, @Nullable String nextCursor, long unread) {

	/** Notification in the inbox. */
	record Item(long notificationId, String type, String message, @Nullable Long fundingId, @Nullable Long couponId,
			Instant createdAt, @Nullable Instant publishedAt, @Nullable Instant expiresAt, @Nullable Instant readAt) {

		static Item of(Notification row) {
			return new Item(row.getId(), row.getType(), row.getMessage(), row.getFundingId(), row.getCouponId(),
					row.getCreatedAt(), row.getPublishedAt(), row.getExpiresAt(), row.getReadAt());
		}

	}

}
