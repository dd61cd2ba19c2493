package dev.fundbell.dataflow.server.schedule;

/**
 * What becomes of runs that were due while no server was up.
 */
enum Missed {

	/** One run for all of them. */
	ONCE,

	/** None. */
	SKIP

}
