package dev.fundbell.batch;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The open fundings whose deadlines lie within some time, in the order of their
 * deadlines. Not thread-safe.
 */
public final class OpenFundings {

	private static final String COUNT = """
			SELECT COUNT(*) FROM fundings WHERE status = 'OPEN' AND deadline >= ? AND deadline < ?
			""";

	private static final String NEXT = """
			SELECT id, deadline FROM fundings FORCE INDEX (ix_fundings_deadline)
			WHERE status = 'OPEN' AND (deadline > :last OR (deadline = :last AND id > :lastId)) AND deadline < :before
			ORDER BY deadline, id LIMIT :limit
			""";

	private final JdbcClient jdbc;

	private final LocalDateTime from;

	private final LocalDateTime before;

	private Found last;

	/**
	 * Fundings.
	 * @param jdbc the service's database
	 * @param from the first deadline
	 * @param before the deadline after the last
	 */
	public OpenFundings(JdbcClient jdbc, Instant from, Instant before) {
		this.jdbc = jdbc;
		this.from = LocalDateTime.ofInstant(from, ZoneOffset.UTC);
		this.before = LocalDateTime.ofInstant(before, ZoneOffset.UTC);
		this.last = new Found(0, this.from);
	}

	/** How many there are. */
	public long count() {
		return this.jdbc.sql(COUNT).params(this.from, this.before).query(Long.class).single();
	}

	/**
	 * The next ones.
	 * @param limit how many at most
	 * @return their ids; none where there are no more
	 */
	public List<Long> next(int limit) {
		List<Found> found = this.jdbc.sql(NEXT)
			.param("last", this.last.deadline())
			.param("lastId", this.last.id())
			.param("before", this.before)
			.param("limit", limit)
			.query((row, number) -> new Found(row.getLong(1), row.getObject(2, LocalDateTime.class)))
			.list();
		if (!found.isEmpty()) {
			this.last = found.get(found.size() - 1);
		}
		return found.stream().map(Found::id).toList();
	}

	private record Found(long id, LocalDateTime deadline) {

	}

}
