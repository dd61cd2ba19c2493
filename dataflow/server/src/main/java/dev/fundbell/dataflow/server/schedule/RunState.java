package dev.fundbell.dataflow.server.schedule;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * State machine of the runs of schedules. Each state names the states that may follow it;
 * a state without followers is an end. Only {@link Runs} changes a state, and refuses a
 * change that is not named here. {@code docs/states.md} draws the machine. The names are
 * stored, so a constant is never renamed.
 */
enum RunState {

	/**
	 * Its time has come, and it waits for a server with a free place, or for its time as
	 * a retry.
	 */
	DUE,

	/** It waits for the end of another run of the same schedule. */
	QUEUED,

	/** A server has claimed it and launches the task. */
	LAUNCHING,

	/** Its execution exists and has not ended. */
	RUNNING,

	/** Its execution ended with exit code 0. */
	SUCCEEDED,

	/** Its execution ended with another exit code, or it could not be launched. */
	FAILED,

	/** It was not launched, by the overlap policy or because the schedule is gone. */
	SKIPPED,

	/** It was not launched, by the misfire policy or the deadline of its start. */
	MISSED,

	/**
	 * Its end is unknown: its server and its directory are gone, or its execution was
	 * deleted.
	 */
	LOST;

	private static final Map<RunState, Set<RunState>> NEXT = Map.of(DUE, EnumSet.of(QUEUED, LAUNCHING, SKIPPED, MISSED),
			QUEUED, EnumSet.of(LAUNCHING, SKIPPED, MISSED), LAUNCHING, EnumSet.of(RUNNING, FAILED, DUE), RUNNING,
			EnumSet.of(SUCCEEDED, FAILED, LOST, DUE));

	Set<RunState> next() {
		return NEXT.getOrDefault(this, Set.of());
	}

	boolean isEnd() {
		return next().isEmpty();
	}

}
