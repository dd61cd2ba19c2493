package dev.fundbell.outbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

import dev.fundbell.publish.UnpublishedRanges;

import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The unpublished chunks as the relay sees them. Each statement is a range of the primary
 * key, and each transaction a short one, which passes over chunks that another relay or
 * task holds. Thread-safe.
 */
final class OutboxChunks {

	/** Chunks that are looked at together, at most. */
	static final int PAGE = 1000;

	private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);

	private static final int PAUSE_FACTOR = 6;

	// A chunk that was claimed a moment ago is being published; a claim that lies ahead
	// is of another clock.
	private static final String DUE = """
			SELECT first_id, last_id, attempts FROM unpublished_ranges
			WHERE first_id > :after AND attempts < :maxAttempts AND (retry_at IS NULL OR retry_at <= :now)
			  AND (claimed_at IS NULL OR claimed_at NOT BETWEEN :claimedAfter AND :claimedBefore)
			ORDER BY first_id LIMIT :page
			""";

	private static final String LOCK = """
			SELECT first_id, last_id, attempts FROM unpublished_ranges FORCE INDEX (PRIMARY)
			WHERE first_id BETWEEN :first AND :last ORDER BY first_id FOR UPDATE SKIP LOCKED
			""";

	private static final String EXTEND = "UPDATE unpublished_ranges SET last_id = :last WHERE first_id = :first";

	// One by one: a range would wait for the lock of the row that comes after it, and a
	// scan, which the optimizer prefers where there are few rows, for that of each.
	private static final String REMOVE = """
			DELETE r FROM unpublished_ranges r FORCE INDEX (PRIMARY) WHERE r.first_id IN (:ids)
			""";

	private static final String ADD = "INSERT INTO unpublished_ranges (first_id, last_id) VALUES (:first, :last)";

	private static final String OLDEST = """
			SELECT STRAIGHT_JOIN MIN(n.created_at)
			FROM (
			  SELECT first_id FROM unpublished_ranges WHERE first_id > 0 AND attempts < :maxAttempts
			  ORDER BY first_id LIMIT :page
			) r
			JOIN notifications n FORCE INDEX (PRIMARY) ON n.id = r.first_id
			""";

	private static final RowMapper<UnpublishedChunk> CHUNK = (row, number) -> new UnpublishedChunk(row.getLong(1),
			row.getLong(2), row.getInt(3));

	private final JdbcClient jdbc;

	private final UnpublishedRanges ranges;

	private final TransactionOperations transactions;

	private final Clock clock;

	private final Duration takeoverAfter;

	OutboxChunks(JdbcClient jdbc, TransactionOperations transactions, Clock clock, Duration takeoverAfter) {
		this.jdbc = jdbc;
		this.ranges = new UnpublishedRanges(jdbc);
		this.transactions = transactions;
		this.clock = clock;
		this.takeoverAfter = takeoverAfter;
	}

	/**
	 * The next chunks that are to be published now.
	 * @param after an id
	 * @return some of those whose first id is higher, in order; none if there are none
	 */
	List<UnpublishedChunk> dueAfter(long after) {
		Instant now = this.clock.instant();
		return this.jdbc.sql(DUE)
			.param("after", after)
			.param("maxAttempts", UnpublishedRanges.MAX_ATTEMPTS)
			.param("now", utc(now))
			.param("claimedAfter", utc(now.minus(this.takeoverAfter)))
			.param("claimedBefore", utc(now.plus(this.takeoverAfter)))
			.param("page", PAGE)
			.query(CHUNK)
			.list();
	}

	/**
	 * Makes one chunk of adjacent ones, so that they are published together.
	 * @param group at least two adjacent chunks
	 * @return the outcome of each, without those that another one holds or has published
	 * meanwhile
	 */
	List<UnpublishedChunk> merge(List<UnpublishedChunk> group) {
		return this.transactions.execute((status) -> {
			List<UnpublishedChunk> locked = statement(LOCK, group.get(0).firstId(),
					group.get(group.size() - 1).firstId())
				.query(CHUNK)
				.list();
			List<List<UnpublishedChunk>> groups = UnpublishedChunk.adjacent(locked);
			groups.stream().filter((adjacent) -> adjacent.size() > 1).forEach(this::replace);
			return groups.stream().map(UnpublishedChunk::merged).toList();
		});
	}

	private void replace(List<UnpublishedChunk> adjacent) {
		UnpublishedChunk last = adjacent.get(adjacent.size() - 1);
		List<Long> others = adjacent.stream().skip(1).map(UnpublishedChunk::firstId).toList();
		this.jdbc.sql(REMOVE).param("ids", others).update();
		statement(EXTEND, adjacent.get(0).firstId(), last.lastId()).update();
	}

	/**
	 * Makes two chunks of one, so that a notification that cannot be published stands
	 * alone in the end.
	 * @param chunk a chunk of at least two ids
	 * @return the halves, or nothing where somebody else holds the chunk or has changed
	 * it
	 */
	List<UnpublishedChunk> halve(UnpublishedChunk chunk) {
		return this.transactions.execute((status) -> {
			if (!statement(LOCK, chunk.firstId(), chunk.firstId()).query(CHUNK).list().equals(List.of(chunk))) {
				return List.of();
			}
			long middle = chunk.firstId() + chunk.size() / 2;
			statement(EXTEND, chunk.firstId(), middle - 1).update();
			statement(ADD, middle, chunk.lastId()).update();
			return List.of(new UnpublishedChunk(chunk.firstId(), middle - 1, chunk.attempts()),
					new UnpublishedChunk(middle, chunk.lastId(), 0));
		});
	}

	/**
	 * Counts an attempt of a chunk, which is not tried again before a pause that grows
	 * with each.
	 * @param chunk the chunk
	 * @param error why it could not be published
	 * @return how many attempts there were
	 */
	int failed(UnpublishedChunk chunk, String error) {
		int attempts = this.ranges.failed(chunk.firstId(), error);
		Duration pause = FIRST_PAUSE.multipliedBy((long) Math.pow(PAUSE_FACTOR, Math.max(0, attempts - 1)));
		this.jdbc.sql("UPDATE unpublished_ranges SET retry_at = :retryAt WHERE first_id = :first")
			.param("retryAt", utc(this.clock.instant().plus(pause)))
			.param("first", chunk.firstId())
			.update();
		return attempts;
	}

	/**
	 * When the oldest notification that is to be published was created, as far as the
	 * first chunks tell.
	 * @return nothing if there is none
	 */
	Optional<Instant> oldest() {
		return this.jdbc.sql(OLDEST)
			.param("maxAttempts", UnpublishedRanges.MAX_ATTEMPTS)
			.param("page", PAGE)
			.query((row, number) -> Optional.ofNullable(row.getObject(1, LocalDateTime.class)))
			.single()
			.map((oldest) -> oldest.toInstant(ZoneOffset.UTC));
	}

	/** How many chunks are parked. */
	long parked() {
		return this.ranges.parked().size();
	}

	private JdbcClient.StatementSpec statement(String sql, long first, long last) {
		return this.jdbc.sql(sql).param("first", first).param("last", last);
	}

	private static LocalDateTime utc(Instant instant) {
		return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
	}

}
