package dev.fundbell.benchmarks.faults;

import java.time.Duration;

/** Fault that hits a part of the system for a while. */
public enum Fault {

	/** SIGSTOP, then SIGCONT: a frozen machine. */
	STOP("stands still", Duration.ZERO),
	/** SIGKILL: a power cut. The part is started again. */
	KILL("is killed", Duration.ZERO),
	/** Nothing more can be written to the part's file system. */
	FULL_DISK("has a full disk", Duration.ZERO),
	/** The part runs with a clock that is wrong. */
	DAY_AHEAD("has a clock that is a day ahead", Duration.ofDays(1)),
	/** The part runs with a clock that is wrong. */
	DAY_BEHIND("has a clock that is a day behind", Duration.ofDays(-1));

	private final String text;

	private final Duration clockShift;

	Fault(String text, Duration clockShift) {
		this.text = text;
		this.clockShift = clockShift;
	}

	Duration clockShift() {
		return this.clockShift;
	}

	/** The fault as the report names it, after the name of a part. */
	String text() {
		return this.text;
	}

}
