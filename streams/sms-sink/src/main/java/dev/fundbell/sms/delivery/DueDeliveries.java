package dev.fundbell.sms.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Claiming of the deliveries that are due: at most one of each user, and always the
 * user's first, across instances. Deliveries behind it become BLOCKED, so that the claims
 * of other users' deliveries do not read them again.
 */
final class DueDeliveries {

	/** Deliveries behind another one do not keep a claim from finding others. */
	private static final int MORE = 200;

	/** An earlier delivery that was claimed so recently will be settled in a moment. */
	private static final Duration MOMENT = Duration.ofSeconds(1);

	private static final String FIND_DUE = """
			SELECT %s FROM sms_deliveries FORCE INDEX (ix_sms_deliveries_due)
			WHERE state = 'WAITING' AND due_at <= :now ORDER BY due_at, id LIMIT :limit
			FOR UPDATE SKIP LOCKED
			""".formatted(Delivery.COLUMNS);

	private static final String FIRST = """
			IFNULL((SELECT e.id FROM sms_deliveries e FORCE INDEX (ix_sms_deliveries_user)
			    WHERE e.user_id = d.user_id AND e.state = '%s' ORDER BY e.id LIMIT 1), d.id)""";

	// As committed now, and not as the transaction began: READ COMMITTED. A delivery that
	// arrives or is claimed meanwhile has a greater id, or is locked here.
	private static final String FIND_EARLIER = """
			SELECT STRAIGHT_JOIN due.id, first.id, first.state, first.claimed_at
			FROM (
			    SELECT d.id, LEAST(%s, %s, %s) AS first_id
			    FROM sms_deliveries d FORCE INDEX (PRIMARY) WHERE d.id IN (:ids)) AS due
			JOIN sms_deliveries first FORCE INDEX (PRIMARY) ON first.id = due.first_id
			WHERE due.first_id < due.id
			""".formatted(FIRST.formatted("CLAIMED"), FIRST.formatted("HELD"), FIRST.formatted("WAITING"));

	private static final String LOCK_EARLIER = """
			SELECT id FROM sms_deliveries FORCE INDEX (PRIMARY)
			WHERE id IN (:ids) AND state IN ('CLAIMED', 'HELD', 'WAITING')
			FOR UPDATE SKIP LOCKED
			""";

	private static final String CLAIM = """
			UPDATE sms_deliveries SET state = 'CLAIMED', claimed_by = :claim, claimed_at = :now, due_at = NULL
			WHERE id IN (:ids)
			""";

	private final JdbcClient jdbc;

	private final TransactionOperations transactions;

	private final BlockedDeliveries blocked;

	DueDeliveries(JdbcTemplate template, TransactionOperations transactions) {
		this.jdbc = JdbcClient.create(template);
		this.transactions = transactions;
		this.blocked = new BlockedDeliveries(template);
	}

	/**
	 * Claims deliveries that are due.
	 * @param claim the name to claim under
	 */
	Claimed claim(String claim, Instant now, int limit) {
		return Objects.requireNonNull(this.transactions.execute((transaction) -> {
			List<Delivery> due = find(claim, now, limit);
			if (due.isEmpty()) {
				return Claimed.NOTHING;
			}
			Map<Long, Earlier> earlier = earlier(due);
			List<Delivery> first = due.stream().filter((each) -> !earlier.containsKey(each.id())).limit(limit).toList();
			claim(claim, now, first);
			return new Claimed(first, block(behind(due, first, earlier, now), earlier) > 0);
		}));
	}

	private List<Delivery> find(String claim, Instant now, int limit) {
		return this.jdbc.sql(FIND_DUE)
			.param("now", Deliveries.utc(now))
			.param("limit", limit + MORE)
			.query((row, number) -> Delivery.of(row, claim))
			.list();
	}

	/** The first open delivery of the same user, by the ids of those that are not it. */
	private Map<Long, Earlier> earlier(List<Delivery> due) {
		return this.jdbc.sql(FIND_EARLIER)
			.param("ids", ids(due))
			.query((row, number) -> Earlier.of(row))
			.list()
			.stream()
			.collect(Collectors.toMap(Earlier::behindId, Function.identity()));
	}

	private void claim(String claim, Instant now, List<Delivery> first) {
		if (!first.isEmpty()) {
			this.jdbc.sql(CLAIM)
				.param("claim", claim)
				.param("now", Deliveries.utc(now))
				.param("ids", ids(first))
				.update();
		}
	}

	private static List<Long> ids(Collection<Delivery> deliveries) {
		return deliveries.stream().map(Delivery::id).toList();
	}

	/** Those to be blocked: all but the next of a user whose first is on its way. */
	private static List<Delivery> behind(List<Delivery> due, List<Delivery> first, Map<Long, Earlier> earlier,
			Instant now) {
		Set<Long> claimed = new HashSet<>(ids(first));
		LocalDateTime recently = Deliveries.utc(now.minus(MOMENT));
		Set<Long> left = new HashSet<>();
		return due.stream().filter((each) -> {
			Earlier before = earlier.get(each.id());
			if (before == null) {
				return false;
			}
			boolean soon = claimed.contains(before.id()) || before.isClaimedAfter(recently);
			return !soon || !left.add(each.userId());
		}).toList();
	}

	/** Blocks those whose earlier delivery can be locked and is open still. */
	private int block(List<Delivery> behind, Map<Long, Earlier> earlier) {
		if (behind.isEmpty()) {
			return 0;
		}
		Set<Long> wanted = behind.stream()
			.map((each) -> Objects.requireNonNull(earlier.get(each.id())).id())
			.collect(Collectors.toSet());
		Set<Long> open = Set.copyOf(this.jdbc.sql(LOCK_EARLIER).param("ids", wanted).query(Long.class).list());
		List<Long> ids = behind.stream()
			.map(Delivery::id)
			.filter((id) -> open.contains(Objects.requireNonNull(earlier.get(id)).id()))
			.toList();
		this.blocked.block(ids);
		return ids.size();
	}

	/**
	 * The user's first open delivery, before another one.
	 *
	 * @param behindId the other one's id
	 * @param id the first one's id
	 * @param claimedAt when it was claimed, if it is
	 */
	private record Earlier(long behindId, long id, @Nullable LocalDateTime claimedAt) {

		static Earlier of(ResultSet row) throws SQLException {
			return new Earlier(row.getLong(1), row.getLong(2),
					row.getString(3).equals("CLAIMED") ? row.getObject(4, LocalDateTime.class) : null);
		}

		boolean isClaimedAfter(LocalDateTime time) {
			return this.claimedAt != null && this.claimedAt.isAfter(time);
		}

	}

	/**
	 * Result of a claim.
	 *
	 * @param deliveries the claimed deliveries
	 * @param cleared whether others were blocked, so that more may be found behind them
	 */
	record Claimed(List<Delivery> deliveries, boolean cleared) {

		static final Claimed NOTHING = new Claimed(List.of(), false);

	}

}
