package dev.fundbell.dataflow.server.execution;

import org.jspecify.annotations.Nullable;

/**
 * The set of tables that holds a task's executions. Data Flow has two, one for Boot 2
 * tasks and one for Boot 3 and later, and calls the choice between them the schema
 * target.
 */
public enum SchemaTarget {

	BOOT2("boot2", "TASK_", "BATCH_"), BOOT3("boot3", "BOOT3_TASK_", "BOOT3_BATCH_");

	private final String id;

	private final String taskPrefix;

	private final String batchPrefix;

	SchemaTarget(String id, String taskPrefix, String batchPrefix) {
		this.id = id;
		this.taskPrefix = taskPrefix;
		this.batchPrefix = batchPrefix;
	}

	/** Returns the schema target of an id, which is Boot 3's unless it is Boot 2's. */
	public static SchemaTarget of(@Nullable String id) {
		return BOOT2.id.equals(id) ? BOOT2 : BOOT3;
	}

	/** Returns the schema target of a task that is told to write tables of a prefix. */
	public static SchemaTarget ofTaskPrefix(@Nullable String prefix) {
		return BOOT2.taskPrefix.equals(prefix) ? BOOT2 : BOOT3;
	}

	/** Returns its id in Data Flow's REST API and in columns. */
	public String id() {
		return this.id;
	}

	/**
	 * Puts this target's table names into a statement.
	 * @param sql with {@code %TASK%} and {@code %BATCH%} for the tables' prefixes, and
	 * {@code %TARGET%} for the id
	 */
	public String in(String sql) {
		return sql.replace("%TASK%", this.taskPrefix).replace("%BATCH%", this.batchPrefix).replace("%TARGET%", this.id);
	}

}
