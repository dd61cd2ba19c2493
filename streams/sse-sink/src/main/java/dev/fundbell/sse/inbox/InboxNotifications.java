package dev.fundbell.sse.inbox;

import java.time.Instant;
import java.util.List;

import dev.fundbell.sse.entity.Notification;

import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/**
 * Queries of the inbox. A notification is in it from its claim for publishing on, unless
 * it was withdrawn.
 */
interface InboxNotifications extends Repository<Notification, Long> {

	/** The newest rows before a position, as one range of the index. */
	@Query("""
			SELECT n FROM Notification n
			WHERE n.userId = :userId AND n.state <> WITHDRAWN
			  AND n.publishedAt <= :publishedAt AND (n.publishedAt < :publishedAt OR n.id < :id)
			ORDER BY n.publishedAt DESC, n.id DESC
			""")
	List<Notification> findBefore(long userId, Instant publishedAt, long id, Limit limit);

	@Query("""
			SELECT COUNT(n) FROM Notification n
			WHERE n.id = :id AND n.userId = :userId AND n.publishedAt IS NOT NULL AND n.state <> WITHDRAWN
			""")
	long countVisible(long userId, long id);

	@Modifying
	@Query("""
			UPDATE Notification n SET n.readAt = :now
			WHERE n.id = :id AND n.userId = :userId AND n.publishedAt IS NOT NULL AND n.state <> WITHDRAWN
			  AND n.readAt IS NULL
			""")
	int markRead(long userId, long id, Instant now);

	/** In SQL, for the index's name: for a user with many rows all would be read. */
	@Modifying
	@Query(nativeQuery = true, value = """
			UPDATE notifications FORCE INDEX (ix_notifications_inbox) SET read_at = :now
			WHERE user_id = :userId AND published_at > :readUntil AND published_at <= :through
			  AND state <> 'WITHDRAWN' AND read_at IS NULL
			""")
	int markAllRead(long userId, Instant readUntil, Instant through, Instant now);

}
