package dev.fundbell.benchmarks;

import java.sql.SQLException;
import java.util.List;

/** Flow to measure: a task that creates and publishes one notification per row. */
interface Flow {

	/** The module under {@code tasks}, whose jar it runs. */
	String module();

	/**
	 * Fills an empty database.
	 * @param rows how many notifications there are to create
	 */
	void fill(Servers servers, int rows) throws SQLException;

	/** The run's own options. */
	List<String> arguments();

	/** The steps that are timed, from the start of the first to the end of the last. */
	List<String> steps();

}
