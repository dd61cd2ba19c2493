package dev.fundbell.sms.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Deliveries that wait for an operator, FAILED or UNKNOWN, and the way to redrive them.
 */
public final class FailedDeliveries {

	private static final int ROWS = 1000;

	private static final String PAGE = """
			SELECT id, notification_id, user_id, state, reason, provider, provider_message_id, settled_at
			FROM sms_deliveries FORCE INDEX (PRIMARY)
			WHERE id IN (
			    SELECT id FROM (
			        (SELECT id FROM sms_deliveries WHERE state = 'FAILED' AND id > :after ORDER BY id LIMIT :limit)
			        UNION ALL
			        (SELECT id FROM sms_deliveries WHERE state = 'UNKNOWN' AND id > :after ORDER BY id LIMIT :limit)
			    ) AS both_states)
			ORDER BY id LIMIT :limit
			""";

	private static final String REDRIVE = """
			UPDATE sms_deliveries
			SET state = 'WAITING', round = round + 1, due_at = :now, claimed_by = NULL, claimed_at = NULL, reason = NULL,
			    provider = NULL, provider_message_id = NULL, kind = NULL, settled_at = NULL
			""";

	private static final String REDRIVE_SOME = REDRIVE + "WHERE id IN (:ids) AND state IN (:states)";

	private static final String REDRIVE_FAILED = REDRIVE + "WHERE state = 'FAILED' AND settled_at <= :now LIMIT :limit";

	private final JdbcClient jdbc;

	private final InFlightLimit inFlight;

	private final Clock clock;

	FailedDeliveries(JdbcClient jdbc, InFlightLimit inFlight, Clock clock) {
		this.jdbc = jdbc;
		this.inFlight = inFlight;
		this.clock = clock;
	}

	/**
	 * A page of failed and unknown deliveries.
	 * @param after the last id of the page before, or 0
	 * @param limit the size of the page
	 * @return the deliveries in the order of their ids
	 */
	public List<FailedDelivery> page(long after, int limit) {
		return this.jdbc.sql(PAGE)
			.param("after", after)
			.param("limit", limit)
			.query((row, number) -> failed(row))
			.list();
	}

	private static FailedDelivery failed(ResultSet row) throws SQLException {
		LocalDateTime at = row.getObject(8, LocalDateTime.class);
		return new FailedDelivery(row.getLong(1), row.getLong(2), row.getLong(3), row.getString(4), row.getString(5),
				row.getString(6), row.getString(7), (at != null) ? at.toInstant(ZoneOffset.UTC) : null);
	}

	/**
	 * Sends some deliveries again.
	 * @param ids their ids
	 * @param evenUnknown whether to send also those that the gateway may have sent
	 * @return the number of deliveries
	 */
	public int redrive(Collection<Long> ids, boolean evenUnknown) {
		int redriven = this.jdbc.sql(REDRIVE_SOME)
			.param("now", Deliveries.utc(this.clock.instant()))
			.param("ids", ids)
			.param("states", evenUnknown ? List.of("FAILED", "UNKNOWN") : List.of("FAILED"))
			.update();
		this.inFlight.wake();
		return redriven;
	}

	/**
	 * Sends all deliveries again that have failed until now.
	 * @return the number of deliveries
	 */
	public int redriveFailed() {
		LocalDateTime now = Deliveries.utc(this.clock.instant());
		int all = 0;
		int some;
		do {
			some = this.jdbc.sql(REDRIVE_FAILED).param("now", now).param("limit", ROWS).update();
			all += some;
			this.inFlight.wake();
		}
		while (some == ROWS);
		return all;
	}

	/**
	 * A delivery that waits for an operator.
	 *
	 * @param id the id to redrive it by
	 * @param notificationId the notification's id
	 * @param userId the recipient
	 * @param state FAILED or UNKNOWN
	 * @param reason a short word
	 * @param gateway the gateway that was called last, if one was
	 * @param messageId the gateway's id of the message, if it gave one
	 * @param at since when it is in this state
	 */
	public record FailedDelivery(long id, long notificationId, long userId, String state, @Nullable String reason,
			@Nullable String gateway, @Nullable String messageId, @Nullable Instant at) {

		/** The gateway under its former name in JSON, for one version. */
		public @Nullable String getProvider() {
			return this.gateway;
		}

		/** The message's id under its former name in JSON, for one version. */
		public @Nullable String getProviderMessageId() {
			return this.messageId;
		}

	}

}
