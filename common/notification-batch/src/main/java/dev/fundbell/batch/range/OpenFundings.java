package dev.fundbell.batch.range;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Open fundings whose deadlines lie within some time, in the order of their deadlines.
 * Not thread-safe.
 */
public final class OpenFundings {

	private static final String IN_RANGE = """
			 FROM fundings FORCE INDEX (ix_fundings_deadline)
			WHERE status = 'OPEN'
			  AND (deadline > :after OR (deadline = :after AND id > :afterId))
			  AND (deadline < :through OR (deadline = :through AND id <= :throughId))
			""";

	private static final String COUNT = "SELECT COUNT(*)" + IN_RANGE;

	private static final String NEXT = "SELECT id, deadline" + IN_RANGE + "ORDER BY deadline, id LIMIT :limit";

	private static final String KEY_AFTER = "SELECT id, deadline" + IN_RANGE
			+ "ORDER BY deadline, id LIMIT 1 OFFSET :between";

	private final JdbcClient jdbc;

	private final OpenFunding through;

	private OpenFunding last;

	private OpenFundings(JdbcClient jdbc, OpenFunding after, OpenFunding through) {
		this.jdbc = jdbc;
		this.last = after;
		this.through = through;
	}

	/**
	 * The range of the keys of fundings.
	 * @param from the first deadline
	 * @param before the deadline after the last
	 */
	public static KeyRange keys(Instant from, Instant before) {
		return new KeyRange(new OpenFunding(0, utc(from)).key(), new OpenFunding(0, utc(before)).key());
	}

	/**
	 * The fundings of a range.
	 * @param jdbc the service's database
	 * @param keys the range
	 */
	public static OpenFundings in(JdbcClient jdbc, KeyRange keys) {
		return new OpenFundings(jdbc, OpenFunding.of(keys.after()), OpenFunding.of(keys.through()));
	}

	/** The deadline after which they begin, in UTC. */
	public LocalDateTime firstDeadline() {
		return this.last.deadline();
	}

	/** The deadline with which they end, in UTC. */
	public LocalDateTime lastDeadline() {
		return this.through.deadline();
	}

	/** How many there are from the next one on. */
	public long count() {
		return statement(COUNT).query(Long.class).single();
	}

	/**
	 * The key that comes a number of fundings further.
	 * @param rows 1 for the next funding's
	 * @return nothing if there are fewer fundings
	 */
	public @Nullable String keyAfter(long rows) {
		return statement(KEY_AFTER).param("between", rows - 1)
			.query((row, number) -> funding(row).key())
			.optional()
			.orElse(null);
	}

	/** The key before the first funding's. */
	public String start() {
		return this.last.key();
	}

	/**
	 * The next fundings.
	 * @param limit how many at most
	 * @return empty after the last one
	 */
	public List<OpenFunding> next(int limit) {
		List<OpenFunding> next = statement(NEXT).param("limit", limit).query((row, number) -> funding(row)).list();
		if (!next.isEmpty()) {
			this.last = next.get(next.size() - 1);
		}
		return next;
	}

	private JdbcClient.StatementSpec statement(String sql) {
		return this.jdbc.sql(sql)
			.param("after", this.last.deadline())
			.param("afterId", this.last.id())
			.param("through", this.through.deadline())
			.param("throughId", this.through.id());
	}

	private static OpenFunding funding(ResultSet row) throws SQLException {
		return new OpenFunding(row.getLong(1), row.getObject(2, LocalDateTime.class));
	}

	private static LocalDateTime utc(Instant instant) {
		return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
	}

	/**
	 * An open funding.
	 *
	 * @param id its id
	 * @param deadline its deadline in UTC
	 */
	public record OpenFunding(long id, LocalDateTime deadline) {

		private static final String SEPARATOR = "/";

		static OpenFunding of(String key) {
			String[] parts = key.split(SEPARATOR);
			return new OpenFunding(Long.parseLong(parts[1]), LocalDateTime.parse(parts[0]));
		}

		/** Its key in the order of the deadlines. */
		public String key() {
			return this.deadline + SEPARATOR + this.id;
		}

	}

}
