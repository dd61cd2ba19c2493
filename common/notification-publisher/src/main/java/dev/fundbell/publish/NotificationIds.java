package dev.fundbell.publish;

import java.util.Objects;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Generator of consecutive notification ids, from blocks that the database's sequence
 * gives (Hibernate calls it "pooled-lo"). A chunk's ids are known before it is inserted,
 * and no other chunk's lie between them. Thread-safe.
 */
public final class NotificationIds {

	/** The sequence's increment. */
	public static final int BLOCK = 10_000;

	private static final String NEXT_BLOCK = "SELECT NEXT VALUE FOR notification_ids";

	private final JdbcTemplate jdbc;

	private long next;

	private long end;

	/**
	 * A generator.
	 * @param jdbc the service's database
	 */
	public NotificationIds(JdbcTemplate jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Takes ids. Those that are not used are lost.
	 * @param count how many, at most {@value #BLOCK}
	 * @return the first of them
	 */
	public synchronized long take(int count) {
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

	/**
	 * Takes back an id that was not used, unless a later one has been given since.
	 * @param id the id
	 */
	public synchronized void giveBack(long id) {
		if (this.next == id + 1) {
			this.next = id;
		}
	}

}
