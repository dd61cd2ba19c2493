package dev.fundbell.task.fundingreminder;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.fundbell.batch.range.FundingUsers;
import dev.fundbell.batch.range.KeyRange;
import dev.fundbell.batch.range.OpenFundings;
import dev.fundbell.batch.range.OpenFundings.OpenFunding;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Source of the interests in open fundings, in the order of the fundings' deadlines, to
 * cut them into partitions and ranges.
 */
final class InterestsInFundings implements FundingUsers {

	private static final String COUNT = """
			SELECT STRAIGHT_JOIN COUNT(*) FROM fundings f FORCE INDEX (ix_fundings_deadline)
			JOIN interests i FORCE INDEX (uk_interests) ON i.funding_id = f.id
			WHERE f.status = 'OPEN' AND f.deadline >= :after AND f.deadline <= :through
			""";

	private static final String SIZES = """
			SELECT STRAIGHT_JOIN f.id, COUNT(i.id) FROM fundings f FORCE INDEX (PRIMARY)
			LEFT JOIN interests i FORCE INDEX (uk_interests) ON i.funding_id = f.id
			WHERE f.id IN (:fundings) GROUP BY f.id
			""";

	private static final String NEXT_USERS = """
			SELECT MAX(user_id), COUNT(*) FROM (
			  SELECT user_id FROM interests FORCE INDEX (uk_interests)
			  WHERE funding_id = ? AND user_id > ? ORDER BY user_id LIMIT ?
			) part
			""";

	private final JdbcClient jdbc;

	private final OpenFundings fundings;

	/**
	 * Interests.
	 * @param jdbc the service's database
	 * @param fundings the fundings
	 */
	InterestsInFundings(JdbcClient jdbc, KeyRange fundings) {
		this.jdbc = jdbc;
		this.fundings = OpenFundings.in(jdbc, fundings);
	}

	@Override
	public String start() {
		return this.fundings.start();
	}

	@Override
	public long total() {
		return this.jdbc.sql(COUNT)
			.param("after", this.fundings.firstDeadline())
			.param("through", this.fundings.lastDeadline())
			.query(Long.class)
			.single();
	}

	@Override
	public List<Size> nextFundings(int limit) {
		List<OpenFunding> next = this.fundings.next(limit);
		if (next.isEmpty()) {
			return List.of();
		}
		Map<Long, Long> sizes = sizes(next.stream().map(OpenFunding::id).toList());
		return next.stream()
			.map((funding) -> new Size(funding.id(), funding.key(), sizes.getOrDefault(funding.id(), 0L)))
			.toList();
	}

	private Map<Long, Long> sizes(List<Long> fundingIds) {
		Map<Long, Long> sizes = new HashMap<>();
		this.jdbc.sql(SIZES).param("fundings", fundingIds).query((row) -> {
			sizes.put(row.getLong(1), row.getLong(2));
		});
		return sizes;
	}

	@Override
	public Part users(long fundingId, long after, long limit) {
		return this.jdbc.sql(NEXT_USERS)
			.params(fundingId, after, limit)
			.query((row, number) -> new Part(row.getLong(1), row.getLong(2)))
			.single();
	}

}
