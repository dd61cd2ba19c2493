package dev.fundbell.task.fundingreminder;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;

import dev.fundbell.batch.OpenFundings;
import dev.fundbell.batch.UsersOfFundings;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Users whom open fundings interest whose deadlines lie within some time. */
final class InterestedUsers implements UsersOfFundings {

	private static final String COUNT = """
			SELECT STRAIGHT_JOIN COUNT(*) FROM fundings f FORCE INDEX (ix_fundings_deadline)
			JOIN interests i FORCE INDEX (uk_interests) ON i.funding_id = f.id
			WHERE f.status = 'OPEN' AND f.deadline >= ? AND f.deadline < ?
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

	private final Instant from;

	private final Instant before;

	private final OpenFundings fundings;

	/**
	 * Users.
	 * @param jdbc the service's database
	 * @param from the first deadline
	 * @param before the deadline after the last
	 */
	InterestedUsers(JdbcClient jdbc, Instant from, Instant before) {
		this.jdbc = jdbc;
		this.from = from;
		this.before = before;
		this.fundings = new OpenFundings(jdbc, from, before);
	}

	@Override
	public long total() {
		return this.jdbc.sql(COUNT).params(utc(this.from), utc(this.before)).query(Long.class).single();
	}

	@Override
	public List<Size> nextFundings(int limit) {
		List<Long> ids = this.fundings.next(limit);
		return ids.isEmpty() ? List.of()
				: this.jdbc.sql(SIZES)
					.param("fundings", ids)
					.query((row, number) -> new Size(row.getLong(1), row.getLong(2)))
					.list();
	}

	@Override
	public Part users(long fundingId, long after, int limit) {
		return this.jdbc.sql(NEXT_USERS)
			.params(fundingId, after, limit)
			.query((row, number) -> new Part(row.getLong(1), row.getInt(2)))
			.single();
	}

	private static LocalDateTime utc(Instant instant) {
		return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
	}

}
