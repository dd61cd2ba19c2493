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

/** Deliveries that wait for a person: those that failed, and those of unknown fate. */
public final class DeadDeliveries {

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

	private final Slots slots;

	private final Clock clock;

	DeadDeliveries(JdbcClient jdbc, Slots slots, Clock clock) {
		this.jdbc = jdbc;
		this.slots = slots;
		this.clock = clock;
	}

	/**
	 * A page of them.
	 * @param after the last id of the page before, or 0
	 * @param limit how many at most
	 * @return in the order of their ids
	 */
	public List<DeadDelivery> page(long after, int limit) {
		return this.jdbc.sql(PAGE).param("after", after).param("limit", limit).query((row, number) -> dead(row)).list();
	}

	private static DeadDelivery dead(ResultSet row) throws SQLException {
		LocalDateTime at = row.getObject(8, LocalDateTime.class);
		return new DeadDelivery(row.getLong(1), row.getLong(2), row.getLong(3), row.getString(4), row.getString(5),
				row.getString(6), row.getString(7), (at != null) ? at.toInstant(ZoneOffset.UTC) : null);
	}

	/**
	 * Sends some again.
	 * @param ids which
	 * @param evenUnknown also those of which the gateway may have sent the first
	 * @return how many were there to send
	 */
	public int redrive(Collection<Long> ids, boolean evenUnknown) {
		int redriven = this.jdbc.sql(REDRIVE_SOME)
			.param("now", Deliveries.utc(this.clock.instant()))
			.param("ids", ids)
			.param("states", evenUnknown ? List.of("FAILED", "UNKNOWN") : List.of("FAILED"))
			.update();
		this.slots.wake();
		return redriven;
	}

	/**
	 * Sends all again that have failed until now.
	 * @return how many
	 */
	public int redriveFailed() {
		LocalDateTime now = Deliveries.utc(this.clock.instant());
		int all = 0;
		int some;
		do {
			some = this.jdbc.sql(REDRIVE_FAILED).param("now", now).param("limit", ROWS).update();
			all += some;
			this.slots.wake();
		}
		while (some == ROWS);
		return all;
	}

	/**
	 * A delivery that waits for a person.
	 *
	 * @param id to redrive it by
	 * @param notificationId which notification
	 * @param userId whose
	 * @param state FAILED or UNKNOWN
	 * @param reason why
	 * @param provider the gateway that was called last, if one was
	 * @param providerMessageId what the gateway calls it, if it said so
	 * @param at since when
	 */
	public record DeadDelivery(long id, long notificationId, long userId, String state, @Nullable String reason,
			@Nullable String provider, @Nullable String providerMessageId, @Nullable Instant at) {

	}

}
