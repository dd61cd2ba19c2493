package dev.fundbell.batch.publish;

import java.util.Objects;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Generator of consecutive notification ids, from blocks that the database's sequence
 * gives (Hibernate calls it "pooled-lo"). A chunk's ids are known before it is inserted,
 * and no other chunk's lie between them. Thread-safe.
 */
final class NotificationIds {

	/** The sequence's increment. */
	static final int BLOCK = 10_000;

	private static final String NEXT_BLOCK = "SELECT NEXT VALUE FOR notification_ids";

	private final JdbcTemplate jdbc;

	private long next;

	private long end;

	NotificationIds(JdbcTemplate jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Takes ids. Those that are not used are lost.
	 * @param count how many, at most {@value #BLOCK}
	 * @return the first of them
	 */
	synchronized long take(int count) {
		if (count > BLOCK) {
			throw new IllegalArgumentException("A chunk has at most " + BLOCK + " notifications, not " + count);
		}
		if (this.end - this.next < count) {
			this.next = Objects.requireNonNull(this.jdbc.queryForObject(NEXT_BLOCK, Long.class));
			this.end = this.next + BLOCK;
		}
		long first = this.next;
		this.next += count;
		return first;
	}

}
