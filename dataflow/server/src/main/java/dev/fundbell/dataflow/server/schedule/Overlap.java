package dev.fundbell.dataflow.server.schedule;

/**
 * What a run does whose predecessor is still alive.
 */
enum Overlap {

	/** It does not take place. */
	SKIP,

	/** It waits for the end of its predecessor; at most one waits. */
	QUEUE,

	/** It runs beside it. */
	ALLOW

}
