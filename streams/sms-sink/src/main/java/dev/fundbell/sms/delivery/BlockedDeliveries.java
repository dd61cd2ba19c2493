package dev.fundbell.sms.delivery;

import java.time.Instant;
import java.util.List;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Deliveries that wait behind an earlier one of their user, in the state BLOCKED. They
 * have no due time, so that no claim reads them, however many they are. The transaction
 * that settles the earlier one lets the user's next one go. A delivery is blocked only
 * while the earlier one is locked and open, so that none is forgotten.
 */
final class BlockedDeliveries {

	private static final String BLOCK = "UPDATE sms_deliveries SET state = 'BLOCKED', due_at = NULL WHERE id IN (:ids)";

	private static final String FIRST = """
			(SELECT e.id FROM sms_deliveries e FORCE INDEX (ix_sms_deliveries_user)
			        WHERE e.user_id = d.user_id AND e.state = '%s' ORDER BY e.id LIMIT 1)""";

	// As committed now, and not as the transaction began: READ COMMITTED.
	private static final String FIND_NEXT = """
			SELECT next_id FROM (
			    SELECT %s AS next_id FROM sms_deliveries d FORCE INDEX (PRIMARY) WHERE d.id IN (:ids)) AS of_their_users
			WHERE next_id IS NOT NULL
			""".formatted(FIRST.formatted("BLOCKED"));

	private static final String RELEASE = """
			UPDATE sms_deliveries SET state = 'WAITING', due_at = :now WHERE id IN (:ids) AND state = 'BLOCKED'
			""";

	private static final String FIND_PAGE = """
			SELECT id FROM sms_deliveries FORCE INDEX (ix_sms_deliveries_due)
			WHERE state = 'BLOCKED' AND due_at IS NULL AND id > :after ORDER BY id LIMIT :limit
			""";

	private static final String FIND_ORPHANS = """
			SELECT id FROM (
			    SELECT d.id, COALESCE(%s, %s, %s) AS first_id
			    FROM sms_deliveries d FORCE INDEX (PRIMARY) WHERE d.id IN (:ids)) AS blocked
			WHERE first_id IS NULL
			""".formatted(FIRST.formatted("WAITING"), FIRST.formatted("CLAIMED"), FIRST.formatted("HELD"));

	private final JdbcClient jdbc;

	BlockedDeliveries(JdbcTemplate template) {
		this.jdbc = JdbcClient.create(template);
	}

	/** Blocks deliveries; the caller has locked the ones before them. */
	void block(List<Long> ids) {
		if (!ids.isEmpty()) {
			this.jdbc.sql(BLOCK).param("ids", ids).update();
		}
	}

	/**
	 * Lets the next delivery go of each user of some settled deliveries. Call it in the
	 * transaction that settles them.
	 */
	void release(List<Long> settled, Instant now) {
		if (!settled.isEmpty()) {
			free(this.jdbc.sql(FIND_NEXT).param("ids", settled).query(Long.class).list(), now);
		}
	}

	private int free(List<Long> ids, Instant now) {
		return ids.isEmpty() ? 0 : this.jdbc.sql(RELEASE).param("now", Deliveries.utc(now)).param("ids", ids).update();
	}

	/**
	 * Lets those of a page go that wait behind nothing, which happens only if somebody
	 * changes rows by hand.
	 * @param after the last id of the page before, or 0
	 * @return the last id of this page, or 0 if it was the last page
	 */
	long releaseOrphans(long after, int limit, Instant now) {
		List<Long> page = this.jdbc.sql(FIND_PAGE).param("after", after).param("limit", limit).query(Long.class).list();
		if (page.isEmpty()) {
			return 0;
		}
		free(this.jdbc.sql(FIND_ORPHANS).param("ids", page).query(Long.class).list(), now);
		return page.get(page.size() - 1);
	}

}
