package dev.fundbell.dataflow.server.alert;

import java.util.Locale;

/** Event of an alert that operators are told of. The names are stored. */
enum AlertEvent {

	/** The fault was found. */
	RAISED,

	/** The fault is over. */
	RESOLVED;

	/** Returns its name for messages. */
	String word() {
		return name().toLowerCase(Locale.ROOT);
	}

}
