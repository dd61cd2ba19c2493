package dev.fundbell.notification;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Withdrawal of stale notifications: finds those that are no longer worth sending, by the
 * rule of their type, and marks them. Part of the caller's transaction, if there is one.
 * Thread-safe.
 */
public final class Withdrawals {

	private static final String EXPIRED = "EXPIRED";

	private static final String WITHDRAW = """
			UPDATE notifications FORCE INDEX (PRIMARY) SET state = 'WITHDRAWN', withdrawn_reason = :reason
			WHERE id IN (:ids) AND state IN ('CREATED', 'PUBLISHING')
			""";

	private static final String AMONG_IDS = "n.id IN (:ids)";

	private static final String CLAIMED = "n.id BETWEEN :first AND :last AND n.state = 'PUBLISHING'";

	private final JdbcClient jdbc;

	private final Clock clock;

	private final Map<String, NotificationType> types = new HashMap<>();

	public Withdrawals(JdbcClient jdbc, Clock clock, Collection<? extends NotificationType> types) {
		this.jdbc = jdbc;
		this.clock = clock;
		types.forEach((type) -> this.types.put(type.name(), type));
	}

	/**
	 * Finds those of some notifications that are not worth sending, with one query. A
	 * notification of an unknown type is worth sending until it expires.
	 * @param type the type of all of them, as in the database
	 * @param notificationIds their ids, at most some thousands
	 * @return the reason of each that is not worth sending, by its id; a short word
	 */
	public Map<Long, String> reasons(String type, Collection<Long> notificationIds) {
		return notificationIds.isEmpty() ? Map.of()
				: reasons(type, AMONG_IDS, (query) -> query.param("ids", notificationIds));
	}

	/**
	 * Those of the claimed notifications of a range of ids that are not worth sending,
	 * with one query, which is a range of the primary key however many they are.
	 * @param type their type, as in the database
	 * @param firstId the first id
	 * @param lastId the last id
	 * @return the reason of each that is not worth sending, by its id; a short word
	 */
	public Map<Long, String> reasonsOfClaimed(String type, long firstId, long lastId) {
		return reasons(type, CLAIMED, (query) -> query.param("first", firstId).param("last", lastId));
	}

	private Map<Long, String> reasons(String type, String which, UnaryOperator<JdbcClient.StatementSpec> values) {
		NotificationType known = this.types.get(type);
		Map<Long, String> reasons = new HashMap<>();
		values
			.apply(this.jdbc.sql(query((known != null) ? known.withdrawalRule() : WithdrawalRule.NONE, which))
				.param("now", LocalDateTime.ofInstant(this.clock.instant(), ZoneOffset.UTC))
				.param("type", type))
			.query((row) -> {
				String reason = reason(known, row);
				if (reason != null) {
					reasons.put(row.getLong(1), reason);
				}
			});
		return reasons;
	}

	/**
	 * Withdraws notifications, except those that have been published.
	 * @param reasons the reason of each, by its id
	 * @return how many were withdrawn
	 */
	public int withdraw(Map<Long, String> reasons) {
		Map<String, List<Long>> byReason = new TreeMap<>();
		reasons.forEach((id, reason) -> byReason.computeIfAbsent(reason, (key) -> new ArrayList<>()).add(id));
		int withdrawn = 0;
		for (Map.Entry<String, List<Long>> same : byReason.entrySet()) {
			withdrawn += this.jdbc.sql(WITHDRAW).param("reason", same.getKey()).param("ids", same.getValue()).update();
		}
		return withdrawn;
	}

	// Left to itself, the optimizer may begin with what is joined.
	private static String query(WithdrawalRule rule, String which) {
		return """
				SELECT STRAIGHT_JOIN n.id, n.expires_at <= :now, %s
				FROM notifications n FORCE INDEX (PRIMARY) %s
				WHERE %s AND n.type = :type
				""".formatted(rule.reason(), rule.joins(), which);
	}

	private static @Nullable String reason(@Nullable NotificationType type, ResultSet row) throws SQLException {
		String reason = (type != null) ? type.reason(row) : null;
		return (reason == null && row.getBoolean(2)) ? EXPIRED : reason;
	}

}
