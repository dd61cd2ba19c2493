package dev.fundbell.task.retention;

import java.util.Locale;

/**
 * Kind of rows that a run deletes, or takes the text from, once they are old. Rows that
 * are still needed stay, however old. The index is forced, because near the end of a
 * table the optimizer would read the rest of the table instead.
 */
enum Purge {

	/** Published or withdrawn, and no task would create them again. */
	NOTIFICATIONS("notifications", "id", Age.NOTIFICATIONS, "DELETE t FROM notifications t FORCE INDEX (PRIMARY)",
			"created_at < :before AND due_date < :beforeDate AND state IN ('PUBLISHED', 'WITHDRAWN')"),

	/** All but those that are still to be sent. */
	DELIVERIES("sms_deliveries", "id", Age.DELIVERIES, "DELETE t FROM sms_deliveries t FORCE INDEX (PRIMARY)",
			"accepted_at < :before AND state NOT IN ('CLAIMED', 'HELD', 'WAITING')"),

	/** Settled, of fundings that nobody has opened again. */
	CLOSINGS("funding_closings", "funding_id", Age.CLOSINGS, "DELETE t FROM funding_closings t FORCE INDEX (PRIMARY)",
			"""
					settled_at < :before AND closed_at < :before
					AND (SELECT f.status FROM fundings f WHERE f.id = funding_id) <> 'OPEN'"""),

	/** Of users whose notifications of that time are gone. */
	POSITIONS("inbox_positions", "user_id", Age.NOTIFICATIONS, "DELETE t FROM inbox_positions t FORCE INDEX (PRIMARY)",
			"read_until < :before"),

	/** Records of SMS that have come to their end. */
	SENT_TEXTS("sms_deliveries", "id", Age.DELIVERED_TEXTS,
			"UPDATE sms_deliveries FORCE INDEX (PRIMARY) SET event = ''",
			"settled_at < :before AND state IN ('DELIVERED', 'SENT', 'SKIPPED', 'WITHDRAWN') AND event <> ''"),

	/** Texts of notifications that their users have read. */
	READ_TEXTS("notifications", "id", Age.DELIVERED_TEXTS,
			"UPDATE notifications FORCE INDEX (PRIMARY) SET message = ''",
			"read_at < :before AND state IN ('PUBLISHED', 'WITHDRAWN') AND message <> ''");

	private final String table;

	private final Age age;

	private final String next;

	private final String find;

	private final String change;

	Purge(String table, String key, Age age, String change, String condition) {
		String range = " WHERE %s BETWEEN :first AND :last AND %s".formatted(key, condition);
		this.table = table;
		this.age = age;
		this.next = "SELECT MIN(%s) FROM %s WHERE %s > :after AND %s <= :through".formatted(key, table, key, key);
		this.find = "SELECT %s FROM %s FORCE INDEX (PRIMARY)%s ORDER BY %s".formatted(key, table, range, key);
		this.change = change + range;
	}

	/** The name of the step. */
	String step() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	/** The table. */
	String table() {
		return this.table;
	}

	/** The option that says how old a row must be. */
	Age age() {
		return this.age;
	}

	/** A query for the first key after one. */
	String next() {
		return this.next;
	}

	/** A query for the keys of a range of keys that are old. */
	String find() {
		return this.find;
	}

	/** The statement that deletes them, or takes their text. */
	String change() {
		return this.change;
	}

	/** Ages that can be configured. */
	enum Age {

		NOTIFICATIONS, DELIVERIES, CLOSINGS, DELIVERED_TEXTS;

		/** The job parameter. */
		String parameter() {
			return name().toLowerCase(Locale.ROOT).replace('_', '-') + "-before";
		}

	}

}
