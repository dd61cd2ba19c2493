package dev.fundbell.sms.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Repository of deliveries: stores, claims and releases them, and writes their outcomes.
 * Each method is one transaction, in READ COMMITTED, so that it locks rows and no gaps.
 */
public final class Deliveries {

	private static final int ROWS_PER_INSERT = 500;

	private static final String INSERT = """
			INSERT INTO sms_deliveries (notification_id, user_id, event, source, state, due_at, round, accepted_at)
			VALUES""";

	private static final String ROW = " (?, ?, ?, ?, 'WAITING', ?, 1, ?)";

	/** Idempotent: a record that comes again changes nothing. */
	private static final String KNOWN_STAY = " ON DUPLICATE KEY UPDATE id = sms_deliveries.id";

	// One delivery per user at a time, across instances: this reads the user's earlier
	// deliveries as committed, and each claim is committed before its call.
	static final String FIND_DUE = """
			SELECT d.id, d.round, d.source, d.event FROM sms_deliveries d FORCE INDEX (ix_sms_deliveries_due)
			WHERE d.state = 'WAITING' AND d.due_at <= :now AND NOT EXISTS (
			    SELECT 1 FROM sms_deliveries e FORCE INDEX (ix_sms_deliveries_user)
			    WHERE e.user_id = d.user_id AND e.state IN ('CLAIMED', 'HELD', 'WAITING') AND e.id < d.id)
			ORDER BY d.due_at, d.id LIMIT :limit
			FOR UPDATE SKIP LOCKED
			""";

	private static final String CLAIM = """
			UPDATE sms_deliveries SET state = 'CLAIMED', claimed_by = :claim, claimed_at = :now, due_at = NULL
			WHERE id IN (:ids)
			""";

	// A call may end after its sink was taken for dead: its outcome counts more.
	private static final String WRITE_OUTCOME = """
			UPDATE sms_deliveries
			SET state = ?, due_at = ?, provider = ?, provider_message_id = ?, kind = ?, reason = ?, settled_at = ?
			WHERE id = ? AND claimed_by = ? AND state IN ('CLAIMED', 'UNKNOWN')
			""";

	private static final String FIND_HELD = """
			SELECT id FROM sms_deliveries FORCE INDEX (ix_sms_deliveries_due)
			WHERE state = 'HELD' AND due_at <= :now ORDER BY due_at, id LIMIT :limit
			FOR UPDATE SKIP LOCKED
			""";

	private static final String RELEASE = "UPDATE sms_deliveries SET state = 'WAITING', reason = NULL WHERE id IN (:ids)";

	private static final String CLAIM_NAMES = "SELECT DISTINCT claimed_by FROM sms_deliveries WHERE state = 'CLAIMED'";

	private static final String ABANDON = """
			UPDATE sms_deliveries SET state = 'UNKNOWN', due_at = :askAt, settled_at = :now, reason = 'SINK_DIED'
			WHERE state = 'CLAIMED' AND claimed_by = :claim
			""";

	private static final String OLDEST = "SELECT MIN(due_at) FROM sms_deliveries WHERE state = ?";

	private final JdbcClient jdbc;

	private final JdbcTemplate template;

	private final TransactionOperations transactions;

	Deliveries(JdbcTemplate template, TransactionOperations transactions) {
		this.jdbc = JdbcClient.create(template);
		this.template = template;
		this.transactions = transactions;
	}

	/**
	 * Stores new deliveries; ignores those already stored.
	 * @param arrived the new deliveries, in order
	 * @param now the time
	 */
	public void accept(List<NewDelivery> arrived, Instant now) {
		for (int from = 0; from < arrived.size(); from += ROWS_PER_INSERT) {
			insert(arrived.subList(from, Math.min(from + ROWS_PER_INSERT, arrived.size())), utc(now));
		}
	}

	private void insert(List<NewDelivery> arrived, LocalDateTime now) {
		String rows = ROW + ("," + ROW).repeat(arrived.size() - 1);
		List<Object> values = new ArrayList<>();
		for (NewDelivery each : arrived) {
			values.addAll(List.of(each.notificationId(), each.userId(), each.record(), each.source(), now, now));
		}
		this.template.update(INSERT + rows + KNOWN_STAY, values.toArray());
	}

	/**
	 * Claims deliveries that are due, at most one of each user.
	 * @param claim the name to claim under
	 */
	List<Delivery> claim(String claim, Instant now, int limit) {
		List<Delivery> claimed = this.transactions.execute((transaction) -> {
			List<Delivery> due = this.jdbc.sql(FIND_DUE)
				.param("now", utc(now))
				.param("limit", limit)
				.query((row, number) -> delivery(row, claim))
				.list();
			if (!due.isEmpty()) {
				this.jdbc.sql(CLAIM)
					.param("claim", claim)
					.param("now", utc(now))
					.param("ids", due.stream().map(Delivery::id).toList())
					.update();
			}
			return due;
		});
		return (claimed != null) ? claimed : List.of();
	}

	private static Delivery delivery(ResultSet row, String claim) throws SQLException {
		return Delivery.of(row.getLong(1), claim, row.getInt(2), row.getString(3), row.getBytes(4));
	}

	/** Writes the outcomes of claimed deliveries. */
	void write(List<DeliveryOutcome> outcomes, Instant now) {
		List<@Nullable Object[]> rows = outcomes.stream().map((each) -> row(each, now)).toList();
		this.transactions.executeWithoutResult((transaction) -> this.template.batchUpdate(WRITE_OUTCOME, rows));
	}

	private static @Nullable Object[] row(DeliveryOutcome each, Instant now) {
		return new @Nullable Object[] { each.state().name(), (each.dueAt() != null) ? utc(each.dueAt()) : null,
				each.gateway(), each.messageId(), (each.kind() != null) ? each.kind().name() : null, each.reason(),
				utc(now), each.delivery().id(), each.delivery().claim() };
	}

	/**
	 * Releases deliveries that were held until now, in the order in which they are due.
	 * @return the number of deliveries
	 */
	int release(Instant now, int limit) {
		Integer released = this.transactions.execute((transaction) -> {
			List<Long> ids = this.jdbc.sql(FIND_HELD)
				.param("now", utc(now))
				.param("limit", limit)
				.query(Long.class)
				.list();
			return ids.isEmpty() ? 0 : this.jdbc.sql(RELEASE).param("ids", ids).update();
		});
		return (released != null) ? released : 0;
	}

	/** The names under which deliveries are claimed. */
	List<String> claimNames() {
		return this.jdbc.sql(CLAIM_NAMES).query(String.class).list();
	}

	/**
	 * Gives up the claims of a dead sink: the deliveries become UNKNOWN.
	 * @return the number of deliveries
	 */
	int abandon(String claim, Instant now, Instant askAt) {
		return this.jdbc.sql(ABANDON).param("askAt", utc(askAt)).param("now", utc(now)).param("claim", claim).update();
	}

	/** The earliest due time of a state, or null if none of its deliveries is due. */
	public @Nullable Instant oldest(DeliveryState state) {
		LocalDateTime oldest = this.template.queryForObject(OLDEST, LocalDateTime.class, state.name());
		return (oldest != null) ? oldest.toInstant(ZoneOffset.UTC) : null;
	}

	static LocalDateTime utc(Instant instant) {
		return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
	}

}
