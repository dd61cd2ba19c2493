package dev.fundbell.dataflow.server.schedule;

/**
 * The overlap policy of a schedule: what happens to a run that is due while the last one
 * is alive. The names are stored.
 */
enum OverlapPolicy {

	/** The run is skipped. */
	SKIP,

	/** The run waits for the end of the last one. At most one run waits. */
	QUEUE,

	/** The run is launched beside the last one. */
	ALLOW

}
