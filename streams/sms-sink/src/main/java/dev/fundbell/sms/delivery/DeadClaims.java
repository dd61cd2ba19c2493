package dev.fundbell.sms.delivery;

import java.time.Instant;
import java.util.List;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Claims of sinks that have died: their deliveries become UNKNOWN. */
final class DeadClaims {

	private static final String NAMES = """
			SELECT DISTINCT claimed_by FROM sms_deliveries FORCE INDEX (ix_sms_deliveries_due) WHERE state = 'CLAIMED'
			""";

	private static final String FIND = """
			SELECT id FROM sms_deliveries FORCE INDEX (ix_sms_deliveries_due)
			WHERE state = 'CLAIMED' AND claimed_by = :claim ORDER BY due_at, id LIMIT :limit
			FOR UPDATE
			""";

	private static final String ABANDON = """
			UPDATE sms_deliveries SET state = 'UNKNOWN', due_at = :askAt, settled_at = :now, reason = 'SINK_DIED'
			WHERE id IN (:ids)
			""";

	private static final int ROWS = 1000;

	private final JdbcClient jdbc;

	private final TransactionOperations transactions;

	private final BlockedDeliveries blocked;

	DeadClaims(JdbcTemplate template, TransactionOperations transactions) {
		this.jdbc = JdbcClient.create(template);
		this.transactions = transactions;
		this.blocked = new BlockedDeliveries(template);
	}

	/** The names under which deliveries are claimed. */
	List<String> names() {
		return this.jdbc.sql(NAMES).query(String.class).list();
	}

	/**
	 * Gives up the claims of a dead sink.
	 * @param askAt when gateways are first asked about the deliveries
	 * @return the number of deliveries
	 */
	int abandon(String claim, Instant now, Instant askAt) {
		int all = 0;
		int some;
		do {
			Integer abandoned = this.transactions.execute((transaction) -> abandonSome(claim, now, askAt));
			some = (abandoned != null) ? abandoned : 0;
			all += some;
		}
		while (some == ROWS);
		return all;
	}

	private int abandonSome(String claim, Instant now, Instant askAt) {
		List<Long> ids = this.jdbc.sql(FIND).param("claim", claim).param("limit", ROWS).query(Long.class).list();
		if (ids.isEmpty()) {
			return 0;
		}
		int abandoned = this.jdbc.sql(ABANDON)
			.param("askAt", Deliveries.utc(askAt))
			.param("now", Deliveries.utc(now))
			.param("ids", ids)
			.update();
		this.blocked.release(ids, now);
		return abandoned;
	}

}
