package dev.fundbell.task.fundingclose;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;

import dev.fundbell.batch.ChunkSource;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;

/** The open fundings whose deadline has passed, in the order of their deadlines. */
final class DueFundings implements ChunkSource<DueChunk> {

	/** So few that a closing does not make others wait for long. */
	static final int SIZE = 50;

	private static final String COUNT = "SELECT COUNT(*) FROM fundings WHERE status = 'OPEN' AND deadline <= ?";

	private static final String NEXT = """
			SELECT id, deadline FROM fundings FORCE INDEX (ix_fundings_deadline)
			WHERE status = 'OPEN' AND deadline <= :asOf
			  AND (deadline > :deadline OR (deadline = :deadline AND id > :id))
			ORDER BY deadline, id LIMIT :size
			""";

	private final JdbcClient jdbc;

	private final LocalDateTime asOf;

	private Due last = new Due(0, LocalDateTime.of(1000, 1, 1, 0, 0));

	DueFundings(JdbcClient jdbc, FundingCloseParameters run) {
		this.jdbc = jdbc;
		this.asOf = LocalDateTime.ofInstant(run.asOf(), ZoneOffset.UTC);
	}

	@Override
	public long total() {
		return this.jdbc.sql(COUNT).param(this.asOf).query(Long.class).single();
	}

	@Override
	public @Nullable DueChunk next() {
		List<Due> due = this.jdbc.sql(NEXT)
			.param("asOf", this.asOf)
			.param("deadline", this.last.deadline())
			.param("id", this.last.id())
			.param("size", SIZE)
			.query((row, number) -> new Due(row.getLong(1), row.getObject(2, LocalDateTime.class)))
			.list();
		if (due.isEmpty()) {
			return null;
		}
		this.last = due.get(due.size() - 1);
		return new DueChunk(this.asOf, due.stream().map(Due::id).toList());
	}

	private record Due(long id, LocalDateTime deadline) {

	}

}
