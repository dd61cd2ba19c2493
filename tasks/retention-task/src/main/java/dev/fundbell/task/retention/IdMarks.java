package dev.fundbell.task.retention;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Marks of how far a table's ids had been given out when earlier runs began. They bound
 * the walk over a table: old rows have ids up to the first mark after their time.
 * Thread-safe.
 */
final class IdMarks {

	/** An id is taken before its row says when it was created, but not for so long. */
	private static final Duration MARGIN = Duration.ofHours(1);

	// A block of ids that is taken now lies after all that were taken before.
	private static final Map<String, String> LAST_ID = Map.of("notifications", "SELECT NEXT VALUE FOR notification_ids",
			"sms_deliveries", "SELECT COALESCE(MAX(id), 0) FROM sms_deliveries");

	private static final String ENTER = """
			INSERT IGNORE INTO retention_marks (table_name, taken_at, last_id) VALUES (:table, :now, :lastId)
			""";

	private static final String FIRST_AFTER = """
			SELECT last_id FROM retention_marks WHERE table_name = :table AND taken_at >= :time ORDER BY taken_at LIMIT 1
			""";

	private static final String FORGET = "DELETE FROM retention_marks WHERE table_name = :table AND taken_at < :time";

	private final JdbcClient jdbc;

	private final Clock clock;

	IdMarks(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/**
	 * Enters a mark for later runs, and forgets those that none will need.
	 * @param table a table
	 * @param before the instant before which this run's rows are old
	 */
	void enter(String table, Instant before) {
		String lastId = LAST_ID.get(table);
		if (lastId != null) {
			this.jdbc.sql(ENTER)
				.param("table", table)
				.param("now", utc(this.clock.instant()))
				.param("lastId", this.jdbc.sql(lastId).query(Long.class).single())
				.update();
			this.jdbc.sql(FORGET).param("table", table).param("time", utc(before)).update();
		}
	}

	/**
	 * The highest id that a row from before an instant may have.
	 * @param table a table
	 * @param before an instant
	 */
	long lastIdOf(String table, Instant before) {
		return this.jdbc.sql(FIRST_AFTER)
			.param("table", table)
			.param("time", utc(before.plus(MARGIN)))
			.query(Long.class)
			.optional()
			.orElse(Long.MAX_VALUE);
	}

	private static LocalDateTime utc(Instant instant) {
		return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
	}

}
