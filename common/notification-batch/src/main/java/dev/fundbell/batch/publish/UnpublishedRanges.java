package dev.fundbell.batch.publish;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

import dev.fundbell.batch.ChunkSource;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What is not published yet, a row for each chunk as it was created. Whoever publishes a
 * chunk holds its row's lock, which dies with the connection: it tells a claim whose
 * publisher works from one whose publisher is dead, without a lease that could be too
 * short or too long. Part of the caller's transaction: READ COMMITTED, so that it locks
 * rows and no gaps.
 */
final class UnpublishedRanges {

	private static final String ADD = """
			INSERT INTO unpublished_ranges (first_id, last_id, claimed_at) VALUES (:first, :last, :claimedAt)
			""";

	private static final String LOCK = """
			SELECT last_id, claimed_at FROM unpublished_ranges WHERE first_id = :first FOR UPDATE
			""";

	private static final String CLAIM = """
			UPDATE unpublished_ranges SET claimed_at = :claimedAt WHERE first_id = :first
			""";

	private static final String REMOVE = "DELETE FROM unpublished_ranges WHERE first_id = :first";

	private static final String COUNT = "SELECT COALESCE(SUM(last_id - first_id + 1), 0) FROM unpublished_ranges";

	private static final String NEXT = """
			SELECT first_id FROM unpublished_ranges WHERE first_id > :after ORDER BY first_id LIMIT 1
			""";

	private final JdbcClient jdbc;

	UnpublishedRanges(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** Adds a chunk that was created claimed. */
	void add(Claim claim) {
		statement(ADD, claim).param("last", claim.lastId()).update();
	}

	/**
	 * Locks a range until the transaction ends, and claims it.
	 * @param firstId its first id
	 * @param now the new time of publication
	 * @param wait whether to wait for who holds it, or pass over it
	 * @return the claim, or nothing where it is published or somebody holds it
	 */
	Optional<Claim> claim(long firstId, Instant now, boolean wait) {
		Optional<Claim> claim = this.jdbc.sql(wait ? LOCK : LOCK + " SKIP LOCKED")
			.param("first", firstId)
			.query((row, number) -> new Claim(firstId, row.getLong(1), now))
			.optional();
		claim.ifPresent((claimed) -> statement(CLAIM, claimed).update());
		return claim;
	}

	/**
	 * Locks a claimed range until the transaction ends, waiting for who holds it.
	 * @return whether it is there and nobody has claimed it since
	 */
	boolean lock(Claim claim) {
		return this.jdbc.sql(LOCK)
			.param("first", claim.firstId())
			.query((row, number) -> claimedAt(row))
			.optional()
			.filter(claim.claimedAt()::equals)
			.isPresent();
	}

	/** Takes out what is published. */
	void remove(Claim claim) {
		this.jdbc.sql(REMOVE).param("first", claim.firstId()).update();
	}

	/** The first ids of all ranges that are there by now, from the lowest on. */
	ChunkSource<Long> all() {
		return new ChunkSource<>() {

			private long after;

			@Override
			public long total() {
				return UnpublishedRanges.this.jdbc.sql(COUNT).query(Long.class).single();
			}

			@Override
			public @Nullable Long next() {
				Long first = UnpublishedRanges.this.jdbc.sql(NEXT)
					.param("after", this.after)
					.query(Long.class)
					.optional()
					.orElse(null);
				this.after = (first != null) ? first : this.after;
				return first;
			}

		};
	}

	private JdbcClient.StatementSpec statement(String sql, Claim claim) {
		return this.jdbc.sql(sql)
			.param("first", claim.firstId())
			.param("claimedAt", LocalDateTime.ofInstant(claim.claimedAt(), ZoneOffset.UTC));
	}

	private static Instant claimedAt(ResultSet row) throws SQLException {
		LocalDateTime claimedAt = row.getObject(2, LocalDateTime.class);
		return (claimedAt != null) ? claimedAt.toInstant(ZoneOffset.UTC) : Instant.EPOCH;
	}

}
