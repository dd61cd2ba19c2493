package dev.fundbell.batch.publish;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import dev.fundbell.batch.ChunkSource;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What a type has to publish, as ranges of ids with a bounded number of rows each: first
 * what dead publishers left, then what is new.
 */
final class Claims implements ChunkSource<Claim> {

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

	private final Deque<Claim.From> states = new ArrayDeque<>(List.of(Claim.From.PUBLISHING, Claim.From.CREATED));

	private long after;

	Claims(JdbcClient jdbc, String type, int size) {
		this.jdbc = jdbc;
		this.type = type;
		this.size = size;
	}

	@Override
	public long total() {
		return this.jdbc.sql(COUNT).param(this.type).query(Long.class).single();
	}

	@Override
	public @Nullable Claim next() {
		for (Claim.From from = this.states.peek(); from != null; from = this.states.peek()) {
			Long through = this.jdbc.sql(NEXT)
				.params(from.name(), this.type, this.after, this.size)
				.query(Long.class)
				.optional()
				.orElse(null);
			if (through != null) {
				Claim claim = new Claim(from, this.after, through);
				this.after = through;
				return claim;
			}
			this.states.remove();
			this.after = 0;
		}
		return null;
	}

}
