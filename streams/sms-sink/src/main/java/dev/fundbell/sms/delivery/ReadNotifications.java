package dev.fundbell.sms.delivery;

import java.util.Collection;
import java.util.Set;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Look-up of the notifications that their users have read meanwhile, in a browser or an
 * app.
 */
final class ReadNotifications {

	private static final String FIND = """
			SELECT id FROM notifications FORCE INDEX (PRIMARY) WHERE id IN (:ids) AND read_at IS NOT NULL
			""";

	private final JdbcClient jdbc;

	ReadNotifications(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** Finds those of some notifications that have been read. */
	Set<Long> among(Collection<Long> notificationIds) {
		return Set.copyOf(this.jdbc.sql(FIND).param("ids", notificationIds).query(Long.class).list());
	}

}
