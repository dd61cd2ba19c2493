package dev.fundbell.publish;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Outbox table: a row per chunk of notifications that is not published yet. The task or
 * relay that publishes a chunk locks its row. If its process is killed, MariaDB releases
 * the lock at once; if it stands still, after the session's
 * {@code idle_transaction_timeout}. Then the next run of any task takes the chunk over.
 * Part of the caller's transaction, which is READ COMMITTED, so that rows are locked and
 * no gaps. Thread-safe.
 */
public final class UnpublishedRanges {

	/** Attempts after which a chunk is parked. */
	public static final int MAX_ATTEMPTS = 5;

	/** Characters that are kept of an error. */
	static final int MAX_ERROR = 300;

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

	private static final String FIRST_ID_AFTER = """
			SELECT first_id FROM unpublished_ranges
			WHERE first_id > :after AND first_id <= :through AND attempts < :maxAttempts
			ORDER BY first_id LIMIT 1 OFFSET :between
			""";

	private static final String FAILED = """
			UPDATE unpublished_ranges SET attempts = attempts + 1, last_error = :error WHERE first_id = :first
			""";

	private final JdbcClient jdbc;

	/**
	 * The ranges of a database.
	 * @param jdbc the service's database
	 */
	public UnpublishedRanges(JdbcClient jdbc) {
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
	 * @param wait whether to wait for another transaction that holds it, or pass over it
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
	 * Locks a claimed range until the transaction ends, waiting for the transaction that
	 * holds it.
	 * @return whether it is there as it was claimed: nobody has claimed it since, or made
	 * it longer or shorter
	 */
	boolean lock(Claim claim) {
		return this.jdbc.sql(LOCK)
			.param("first", claim.firstId())
			.query((row, number) -> new Claim(claim.firstId(), row.getLong(1), claimedAt(row)))
			.optional()
			.filter(claim::equals)
			.isPresent();
	}

	/** Whether a range is there, also one that another transaction holds. */
	public boolean isUnpublished(long firstId) {
		return this.jdbc.sql("SELECT COUNT(*) FROM unpublished_ranges WHERE first_id = ?")
			.param(firstId)
			.query(Long.class)
			.single() > 0;
	}

	/** Removes the entry of a published chunk. */
	void remove(Claim claim) {
		this.jdbc.sql(REMOVE).param("first", claim.firstId()).update();
	}

	/**
	 * Counts an attempt.
	 * @param firstId the chunk's first id
	 * @param error why it failed, as {@link #reason} has it
	 * @return how many attempts there were
	 */
	public int failed(long firstId, String error) {
		this.jdbc.sql(FAILED).param("error", error).param("first", firstId).update();
		return this.jdbc.sql("SELECT COALESCE(MAX(attempts), 0) FROM unpublished_ranges WHERE first_id = ?")
			.param(firstId)
			.query(Integer.class)
			.single();
	}

	/** The first ids of chunks that are parked. */
	public List<Long> parked() {
		return this.jdbc.sql("SELECT first_id FROM unpublished_ranges WHERE attempts >= ? ORDER BY first_id")
			.param(MAX_ATTEMPTS)
			.query(Long.class)
			.list();
	}

	/** How many chunks are to be published. */
	public long count() {
		return this.jdbc.sql("SELECT COUNT(*) FROM unpublished_ranges WHERE attempts < ?")
			.param(MAX_ATTEMPTS)
			.query(Long.class)
			.single();
	}

	/** The last chunk's first id, or 0 if there are none. */
	public long lastFirstId() {
		return this.jdbc.sql("SELECT COALESCE(MAX(first_id), 0) FROM unpublished_ranges").query(Long.class).single();
	}

	/**
	 * The first id of the chunk that comes a number of chunks after an id, without those
	 * that are parked.
	 * @param after an id
	 * @param through the last first id to consider
	 * @param number 1 for the next chunk
	 * @return nothing if there are fewer chunks
	 */
	public Optional<Long> firstIdAfter(long after, long through, long number) {
		return this.jdbc.sql(FIRST_ID_AFTER)
			.param("after", after)
			.param("through", through)
			.param("between", number - 1)
			.param("maxAttempts", MAX_ATTEMPTS)
			.query(Long.class)
			.optional();
	}

	/**
	 * The innermost reason of a failure, on one line that the column holds.
	 * @param failure why a chunk could not be published
	 */
	public static String reason(Throwable failure) {
		List<Throwable> causes = Outage.causes(failure);
		Throwable cause = causes.get(causes.size() - 1);
		String reason = (cause.getClass().getSimpleName() + ": " + cause.getMessage()).replaceAll("\\s+", " ");
		return reason.substring(0, Math.min(reason.length(), MAX_ERROR));
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
