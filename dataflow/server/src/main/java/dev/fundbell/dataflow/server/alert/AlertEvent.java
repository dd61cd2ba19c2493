package dev.fundbell.dataflow.server.alert;

import java.util.Locale;

/** Event of an alert that operators are told of. The names are stored. */
enum AlertEvent {

	/** It was found. */
	RAISED,

	/** It is over. */
	RESOLVED;

	/** Returns its name for messages. */
	String word() {
		return name().toLowerCase(Locale.ROOT);
	}

}
