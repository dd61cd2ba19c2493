package dev.fundbell.benchmarks.faults;

import java.time.Duration;

/** Part of the system that a fault may hit. */
interface Part {

	/** The part's name in the report. */
	String name();

	/** The file system that the part writes to. */
	Disk disk();

	/** Lets the part work until the moment at which a fault is to hit it. */
	void awaitMoment();

	/** Makes the part stand still. */
	void pause();

	/** Lets the part go on. */
	void resume();

	/** Ends the part at once. */
	void kill();

	/** Starts the part again unless it runs, and waits until it is there. */
	void start();

	/**
	 * Kills the part and starts it with another clock, and waits until it is there or
	 * refuses to run.
	 * @param clockShift by how much the clock is ahead; negative if it is behind
	 */
	void restart(Duration clockShift);

}
