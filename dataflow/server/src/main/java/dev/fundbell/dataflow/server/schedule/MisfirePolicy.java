package dev.fundbell.dataflow.server.schedule;

/**
 * The misfire policy of a schedule: what happens to runs that were due while no server
 * was up. The names are stored.
 */
enum MisfirePolicy {

	/** One run is launched for all that were missed. */
	ONCE,

	/** Missed runs are skipped. */
	SKIP

}
