package dev.fundbell.sms.delivery;

import java.time.Instant;
import java.util.List;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Deliveries that wait for the end of the quiet hours, in the state HELD. */
final class HeldDeliveries {

	private static final String FIND = """
			SELECT id FROM sms_deliveries FORCE INDEX (ix_sms_deliveries_due)
			WHERE state = 'HELD' AND due_at <= :now ORDER BY due_at, id LIMIT :limit
			FOR UPDATE SKIP LOCKED
			""";

	private static final String RELEASE = "UPDATE sms_deliveries SET state = 'WAITING', reason = NULL WHERE id IN (:ids)";

	private final JdbcClient jdbc;

	private final TransactionOperations transactions;

	HeldDeliveries(JdbcTemplate template, TransactionOperations transactions) {
		this.jdbc = JdbcClient.create(template);
		this.transactions = transactions;
	}

	/**
	 * Releases deliveries that were held until now, in the order in which they are due.
	 * @return the number of deliveries
	 */
	int release(Instant now, int limit) {
		Integer released = this.transactions.execute((transaction) -> {
			List<Long> ids = this.jdbc.sql(FIND)
				.param("now", Deliveries.utc(now))
				.param("limit", limit)
				.query(Long.class)
				.list();
			return ids.isEmpty() ? 0 : this.jdbc.sql(RELEASE).param("ids", ids).update();
		});
		return (released != null) ? released : 0;
	}

}
