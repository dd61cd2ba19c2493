package dev.fundbell.sse.replay;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import dev.fundbell.event.NotificationEvent;
import dev.fundbell.sse.recent.Place;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Query of the notifications that clients missed, a page of each of many clients in one
 * statement. Each part of it is one range of the index on a user's inbox.
 */
class StoredNotifications {

	/**
	 * No row if the last event is not one of the user, or too old; otherwise at least its
	 * own.
	 */
	private static final String AFTER_NOTIFICATION = """
			AND n.published_at >= (
			  SELECT s.first_published_at - INTERVAL ? MICROSECOND FROM notifications s WHERE s.id = ? AND s.user_id = ?
			    AND s.first_published_at >= ?)
			""";

	private static final String AFTER_PLACE = """
			AND n.published_at >= ?
			""";

	private static final String AFTER_POSITION = """
			AND n.published_at >= ? AND (n.published_at > ? OR n.id > ?)
			""";

	private static final String PAGE = """
			(SELECT ? AS client, n.id, n.user_id, n.type, n.message, n.funding_id, n.coupon_id, n.created_at,
			  n.expires_at, n.published_at
			FROM notifications n FORCE INDEX (ix_notifications_inbox)
			WHERE n.user_id = ? AND n.state <> 'WITHDRAWN'
			%sORDER BY n.published_at, n.id LIMIT ?)
			""";

	private final JdbcClient jdbc;

	private final ReplayProperties properties;

	private final Clock clock;

	StoredNotifications(JdbcClient jdbc, ReplayProperties properties, Clock clock) {
		this.jdbc = jdbc;
		this.properties = properties;
		this.clock = clock;
	}

	int pageSize() {
		return this.properties.pageSize();
	}

	/** Whether a client has been away for longer than a replay reaches back. */
	boolean isTooOld(Place place) {
		return place.at().isBefore(oldest());
	}

	private Instant oldest() {
		Duration maxAge = this.properties.maxAge();
		return maxAge.isZero() ? Instant.EPOCH : this.clock.instant().minus(maxAge);
	}

	/**
	 * Reads the next page of each client.
	 * @param clients the clients, at least one
	 * @return a page for each, in their order
	 */
	List<List<StoredNotification>> nextPages(List<StoredHistory> clients) {
		List<String> parts = new ArrayList<>();
		List<Object> parameters = new ArrayList<>();
		for (StoredHistory client : clients) {
			Collections.addAll(parameters, parts.size(), client.subscriber().userId());
			parts.add(PAGE.formatted(condition(client, parameters)));
			parameters.add(pageSize());
		}
		List<List<StoredNotification>> pages = new ArrayList<>();
		clients.forEach((client) -> pages.add(new ArrayList<>()));
		this.jdbc.sql(String.join("UNION ALL ", parts)).params(parameters).query((row) -> {
			pages.get(row.getInt("client")).add(notification(row));
		});
		return pages;
	}

	private String condition(StoredHistory client, List<Object> parameters) {
		Position position = client.position();
		Place place = client.cursor().place();
		if (position != null) {
			LocalDateTime publishedAt = utc(position.publishedAt());
			Collections.addAll(parameters, publishedAt, publishedAt, position.id());
			return AFTER_POSITION;
		}
		if (place != null) {
			parameters.add(utc(place.at().minus(this.properties.overlap())));
			return AFTER_PLACE;
		}
		Collections.addAll(parameters, this.properties.overlap().toNanos() / 1000, client.cursor().notificationId(),
				client.subscriber().userId(), utc(oldest()));
		return AFTER_NOTIFICATION;
	}

	private static StoredNotification notification(ResultSet row) throws SQLException {
		NotificationEvent event = new NotificationEvent(row.getLong("id"), row.getLong("user_id"),
				row.getString("type"), row.getString("message"), row.getObject("funding_id", Long.class),
				row.getObject("coupon_id", Long.class), instant(row.getObject("created_at", LocalDateTime.class)),
				nullableInstant(row.getObject("expires_at", LocalDateTime.class)));
		return new StoredNotification(event,
				new Position(instant(row.getObject("published_at", LocalDateTime.class)), event.notificationId()));
	}

	private static LocalDateTime utc(Instant instant) {
		return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
	}

	private static Instant instant(LocalDateTime utc) {
		return utc.toInstant(ZoneOffset.UTC);
	}

	private static @Nullable Instant nullableInstant(@Nullable LocalDateTime utc) {
		return (utc != null) ? instant(utc) : null;
	}

}
