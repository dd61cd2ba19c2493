package dev.fundbell.dataflow.server.schedule;

/** The cause of a run. The names are stored. */
enum RunKind {

	/** Its schedule's time came. */
	SCHEDULED,

	/** An operator asked for it. */
	BY_HAND,

	/** An operator asked for all runs of some days. */
	BACKFILL,

	/** The run of the same due time failed. */
	RETRY

}
