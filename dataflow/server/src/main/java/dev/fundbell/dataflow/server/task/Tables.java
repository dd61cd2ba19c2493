package dev.fundbell.dataflow.server.task;

import org.jspecify.annotations.Nullable;

/**
 * The two sets of tables in which tasks record themselves.
 */
enum Tables {

	BOOT2("boot2", "TASK_", "BATCH_"), BOOT3("boot3", "BOOT3_TASK_", "BOOT3_BATCH_");

	private final String schemaTarget;

	private final String task;

	private final String batch;

	Tables(String schemaTarget, String task, String batch) {
		this.schemaTarget = schemaTarget;
		this.task = task;
		this.batch = batch;
	}

	static Tables ofTaskPrefix(@Nullable String prefix) {
		return BOOT2.task.equals(prefix) ? BOOT2 : BOOT3;
	}

	/**
	 * Data Flow's own name for them.
	 */
	String schemaTarget() {
		return this.schemaTarget;
	}

	/**
	 * Puts the table names of this set into a statement that is written with
	 * {@code %TASK%} and {@code %BATCH%}.
	 */
	String in(String sql) {
		return sql.replace("%TASK%", this.task).replace("%BATCH%", this.batch);
	}

}
