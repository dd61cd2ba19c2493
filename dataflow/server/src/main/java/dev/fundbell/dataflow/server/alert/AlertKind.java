package dev.fundbell.dataflow.server.alert;

import java.util.Locale;

/** Kind of fault that a schedule may have. The names are stored. */
enum AlertKind {

	/** Its last run failed, or nobody knows how it ended; retries are over. */
	FAILED,

	/** Its last run could not be launched, or was missed. */
	NOT_STARTED,

	/** A run is due, and does not start. */
	LATE,

	/** Several runs in a row were skipped. */
	SKIPPED,

	/** A run takes longer than the schedule says. */
	RUNNING_LONG,

	/** It has not succeeded for as long as the schedule says. */
	NO_SUCCESS;

	/** Returns its name for messages. */
	String word() {
		return name().toLowerCase(Locale.ROOT).replace('_', ' ');
	}

}
