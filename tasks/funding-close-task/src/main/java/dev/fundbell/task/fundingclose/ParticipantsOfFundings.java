package dev.fundbell.task.fundingclose;

import java.util.List;

import dev.fundbell.batch.range.FundingUsers;
import dev.fundbell.batch.range.KeyRange;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Source of the closed fundings with one outcome that are not settled yet, and of their
 * participants: some of these may have no notification yet.
 */
final class ParticipantsOfFundings implements FundingUsers {

	private static final String UNSETTLED = """
			 FROM funding_closings FORCE INDEX (ix_funding_closings_settled)
			WHERE settled_at IS NULL AND outcome = :outcome AND funding_id > :after AND funding_id <= :through
			    AND succeeded_before >= :succeededBefore
			""";

	private static final String COUNT = "SELECT COALESCE(SUM(participations), 0)" + UNSETTLED;

	private static final String NEXT = "SELECT funding_id, participations" + UNSETTLED
			+ "ORDER BY funding_id LIMIT :limit";

	private static final String NEXT_USERS = """
			SELECT MAX(user_id), COUNT(*) FROM (
			  SELECT DISTINCT user_id FROM participations FORCE INDEX (ix_participations_funding)
			  WHERE funding_id = ? AND status = 'ACTIVE' AND user_id > ? ORDER BY user_id LIMIT ?
			) part
			""";

	private final JdbcClient jdbc;

	private final String outcome;

	private final boolean succeededBefore;

	private final long through;

	private long after;

	/**
	 * Participants.
	 * @param jdbc the service's database
	 * @param outcome the fundings' outcome
	 * @param fundings the range of their ids
	 */
	ParticipantsOfFundings(JdbcClient jdbc, Outcome outcome, KeyRange fundings) {
		this(jdbc, outcome, false, fundings);
	}

	private ParticipantsOfFundings(JdbcClient jdbc, Outcome outcome, boolean succeededBefore, KeyRange fundings) {
		this.jdbc = jdbc;
		this.outcome = outcome.name();
		this.succeededBefore = succeededBefore;
		this.after = Long.parseLong(fundings.after());
		this.through = Long.parseLong(fundings.through());
	}

	/**
	 * The participants of those fundings that have failed after an earlier success.
	 * @param jdbc the service's database
	 * @param fundings the range of their ids
	 */
	static ParticipantsOfFundings failedAfterSuccess(JdbcClient jdbc, KeyRange fundings) {
		return new ParticipantsOfFundings(jdbc, Outcome.FAILED, true, fundings);
	}

	/**
	 * The range of a funding's id.
	 * @param only the funding, or null for all
	 */
	static KeyRange keys(@Nullable Long only) {
		return (only != null) ? new KeyRange(Long.toString(only - 1), Long.toString(only))
				: new KeyRange("0", Long.toString(Long.MAX_VALUE));
	}

	@Override
	public String start() {
		return Long.toString(this.after);
	}

	@Override
	public long total() {
		return statement(COUNT).query(Long.class).single();
	}

	@Override
	public List<Size> nextFundings(int limit) {
		List<Size> next = statement(NEXT).param("limit", limit)
			.query((row, number) -> new Size(row.getLong(1), row.getString(1), row.getLong(2)))
			.list();
		if (!next.isEmpty()) {
			this.after = next.get(next.size() - 1).fundingId();
		}
		return next;
	}

	@Override
	public Part users(long fundingId, long after, long limit) {
		return this.jdbc.sql(NEXT_USERS)
			.params(fundingId, after, limit)
			.query((row, number) -> new Part(row.getLong(1), row.getLong(2)))
			.single();
	}

	private JdbcClient.StatementSpec statement(String sql) {
		return this.jdbc.sql(sql)
			.param("outcome", this.outcome)
			.param("succeededBefore", this.succeededBefore)
			.param("after", this.after)
			.param("through", this.through);
	}

}
