package dev.fundbell.sms.delivery;

import java.sql.Types;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Repository of deliveries: stores new ones, and the outcomes of claimed ones. Each
 * method is one transaction, in READ COMMITTED, so that it locks rows and no gaps.
 */
public final class Deliveries {

	private static final int ROWS_PER_INSERT = 500;

	private static final String INSERT = """
			INSERT INTO sms_deliveries (notification_id, user_id, event, source, state, due_at, round, accepted_at)
			VALUES""";

	private static final String ROW = " (?, ?, ?, ?, 'WAITING', ?, 1, ?)";

	/** Idempotent: a record that comes again changes nothing. */
	private static final String KNOWN_STAY = " ON DUPLICATE KEY UPDATE id = sms_deliveries.id";

	// A call may end after its sink was taken for dead: its outcome counts more.
	private static final String WRITE_OUTCOME = """
			UPDATE sms_deliveries
			SET state = ?, due_at = ?, attempts = ?, provider = ?, provider_message_id = ?, kind = ?, reason = ?,
			    settled_at = ?
			WHERE id = ? AND claimed_by = ? AND state IN ('CLAIMED', 'UNKNOWN')
			""";

	/**
	 * Types of its values. Without them Spring has the driver look up the type of each
	 * null.
	 */
	private static final int[] OUTCOME_TYPES = { Types.VARCHAR, Types.TIMESTAMP, Types.SMALLINT, Types.VARCHAR,
			Types.VARCHAR, Types.VARCHAR, Types.VARCHAR, Types.TIMESTAMP, Types.BIGINT, Types.VARCHAR };

	private static final String OLDEST = "SELECT MIN(due_at) FROM sms_deliveries WHERE state = ?";

	private final JdbcTemplate template;

	private final TransactionOperations transactions;

	private final BlockedDeliveries blocked;

	Deliveries(JdbcTemplate template, TransactionOperations transactions) {
		this.template = template;
		this.transactions = transactions;
		this.blocked = new BlockedDeliveries(template);
	}

	/**
	 * Stores new deliveries; ignores those already stored.
	 * @param arrived the new deliveries, in order
	 * @param now the time
	 * @param dueAt when each is due
	 */
	void accept(List<NewDelivery> arrived, Instant now, Function<NewDelivery, Instant> dueAt) {
		for (int from = 0; from < arrived.size(); from += ROWS_PER_INSERT) {
			insert(arrived.subList(from, Math.min(from + ROWS_PER_INSERT, arrived.size())), utc(now), dueAt);
		}
	}

	private void insert(List<NewDelivery> arrived, LocalDateTime now, Function<NewDelivery, Instant> dueAt) {
		String rows = ROW + ("," + ROW).repeat(arrived.size() - 1);
		List<Object> values = new ArrayList<>();
		for (NewDelivery each : arrived) {
			values.addAll(List.of(each.notificationId(), each.userId(), each.record(), each.source(),
					utc(dueAt.apply(each)), now));
		}
		this.template.update(INSERT + rows + KNOWN_STAY, values.toArray());
	}

	/** Writes the outcomes of claimed deliveries, and lets their users' next ones go. */
	void write(List<DeliveryOutcome> outcomes, Instant now) {
		List<@Nullable Object[]> rows = outcomes.stream().map((each) -> row(each, now)).toList();
		List<Long> settled = outcomes.stream()
			.filter((each) -> !each.state().isOpen())
			.map((each) -> each.delivery().id())
			.toList();
		this.transactions.executeWithoutResult((transaction) -> {
			this.template.batchUpdate(WRITE_OUTCOME, rows, OUTCOME_TYPES);
			this.blocked.release(settled, now);
		});
	}

	private static @Nullable Object[] row(DeliveryOutcome each, Instant now) {
		return new @Nullable Object[] { each.state().name(), (each.dueAt() != null) ? utc(each.dueAt()) : null,
				each.attempts(), each.gateway(), each.messageId(), (each.kind() != null) ? each.kind().name() : null,
				each.reason(), utc(now), each.delivery().id(), each.delivery().claim() };
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
