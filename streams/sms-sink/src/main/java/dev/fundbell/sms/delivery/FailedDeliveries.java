package dev.fundbell.sms.delivery;

import java.time.Clock;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Deliveries that wait for an operator, FAILED or UNKNOWN, and the way to redrive them.
 */
public final class FailedDeliveries {

	private static final int ROWS = 1000;

	private static final String PAGE = """
			SELECT %s FROM sms_deliveries FORCE INDEX (PRIMARY)
			WHERE id IN (
			    SELECT id FROM (
			        (SELECT id FROM sms_deliveries WHERE state = 'FAILED' AND due_at IS NULL AND id > :after ORDER BY id LIMIT :limit)
			        UNION ALL
			        (SELECT id FROM sms_deliveries WHERE state = 'UNKNOWN' AND id > :after ORDER BY id LIMIT :limit)
			    ) AS both_states)
			ORDER BY id LIMIT :limit
			"""
		.formatted(ListedDelivery.COLUMNS);

	private static final String REDRIVE = """
			UPDATE sms_deliveries
			SET state = 'WAITING', round = round + 1, attempts = 0, due_at = :now, claimed_by = NULL, claimed_at = NULL, reason = NULL,
			    provider = NULL, provider_message_id = NULL, kind = NULL, settled_at = NULL,
			    receipt_at = NULL
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
	public List<ListedDelivery> page(long after, int limit) {
		return this.jdbc.sql(PAGE)
			.param("after", after)
			.param("limit", limit)
			.query((row, number) -> ListedDelivery.of(row))
			.list();
	}

	/**
	 * Sends some deliveries again that are FAILED or UNDELIVERED.
	 * @param ids their ids
	 * @param evenUnknown whether to send also those that the gateway may have sent
	 * @return the number of deliveries
	 */
	public int redrive(Collection<Long> ids, boolean evenUnknown) {
		int redriven = this.jdbc.sql(REDRIVE_SOME)
			.param("now", Deliveries.utc(this.clock.instant()))
			.param("ids", ids)
			.param("states",
					evenUnknown ? List.of("FAILED", "UNDELIVERED", "UNKNOWN") : List.of("FAILED", "UNDELIVERED"))
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

}
