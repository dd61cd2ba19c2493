package dev.fundbell.sse.replay;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import dev.fundbell.sse.entity.Notification;

import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** Queries of replay, in the order of publication. */
interface PublishedNotifications extends Repository<Notification, Long> {

	/** When a notification was first published; empty if it is not the user's. */
	@Query("SELECT n.firstPublishedAt FROM Notification n WHERE n.id = :id AND n.userId = :userId")
	Optional<Instant> findFirstPublishedAt(long id, long userId);

	/** The next rows after a position, as one range of the index. */
	@Query("""
			SELECT n FROM Notification n
			WHERE n.userId = :userId AND n.state <> WITHDRAWN
			  AND n.publishedAt >= :publishedAt AND (n.publishedAt > :publishedAt OR n.id > :id)
			ORDER BY n.publishedAt, n.id
			""")
	List<Notification> findAfter(long userId, Instant publishedAt, long id, Limit limit);

}
