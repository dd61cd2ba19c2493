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
			SELECT MIN(id), MAX(id) FROM (
			  SELECT id FROM notifications FORCE INDEX (ix_notifications_state)
			  WHERE state = ? AND type = ? AND id > ? ORDER BY id LIMIT ?
			) chunk
			""";

	/**
	 * Ids of a range at most: what lies between leftovers is read, too, when they are
	 * claimed.
	 */
	private static final int MAX_WIDTH = 50_000;

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
			UnpublishedRange range = next(state);
			if (range != null) {
				this.after = range.through();
				return range;
			}
			this.states.remove();
			this.after = 0;
		}
		return null;
	}

	private @Nullable UnpublishedRange next(UnpublishedRange.State state) {
		UnpublishedRange range = this.jdbc.sql(NEXT)
			.params(state.name(), this.type, this.after, this.size)
			.query((row, number) -> range(state, row.getLong(1), row.getLong(2)))
			.single();
		// Ids begin at 1: without rows, the lowest is NULL, which reads as 0.
		return (range.after() >= 0) ? range : null;
	}

	private static UnpublishedRange range(UnpublishedRange.State state, long first, long last) {
		return new UnpublishedRange(state, first - 1, Math.min(last, first + MAX_WIDTH));
	}

}
