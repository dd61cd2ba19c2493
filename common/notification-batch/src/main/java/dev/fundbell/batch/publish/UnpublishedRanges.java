package dev.fundbell.batch.publish;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import dev.fundbell.batch.ChunkSource;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What a type has left to publish, as ranges of ids with a bounded number of rows each:
 * first what was claimed, then what was not.
 */
final class UnpublishedRanges implements ChunkSource<UnpublishedRange> {

	private static final String COUNT = """
			SELECT COUNT(*) FROM notifications WHERE state IN ('CREATED', 'PUBLISHING') AND type = ?
			""";

	private static final String NEXT = """
			SELECT MAX(id) FROM (
			  SELECT id FROM notifications WHERE state = ? AND type = ? AND id > ? ORDER BY id LIMIT ?
			) chunk
			""";

	private final JdbcClient jdbc;

	private final String type;

	private final int size;

	private final Deque<UnpublishedRange.State> states = new ArrayDeque<>(
			List.of(UnpublishedRange.State.PUBLISHING, UnpublishedRange.State.CREATED));

	private long after;

	UnpublishedRanges(JdbcClient jdbc, String type, int size) {
		this.jdbc = jdbc;
		this.type = type;
		this.size = size;
	}

	@Override
	public long total() {
		return this.jdbc.sql(COUNT).param(this.type).query(Long.class).single();
	}

	@Override
	public @Nullable UnpublishedRange next() {
		for (UnpublishedRange.State state = this.states.peek(); state != null; state = this.states.peek()) {
			Long through = this.jdbc.sql(NEXT)
				.params(state.name(), this.type, this.after, this.size)
				.query(Long.class)
				.optional()
				.orElse(null);
			if (through != null) {
				UnpublishedRange range = new UnpublishedRange(state, this.after, through);
				this.after = through;
				return range;
			}
			this.states.remove();
			this.after = 0;
		}
		return null;
	}

}
