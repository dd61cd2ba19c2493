package dev.fundbell.benchmarks.faults;

import java.nio.file.Path;
import java.time.Duration;

/**
 * End of a run of a task.
 *
 * @param number counts the runs
 * @param end how it ended
 * @param exitCode its exit code
 * @param duration how long it ran; one that stood still, from when it went on
 * @param log its log
 * @param reason why it failed, in its own words; empty if it does not say, or is not
 * asked yet
 */
record TaskRun(int number, End end, int exitCode, Duration duration, Path log, String reason) {

	/** End of a run. */
	enum End {

		/** By itself. */
		ENDED,
		/** A fault has killed it. */
		KILLED,
		/** It did not end within the longest time that a run may take. */
		ENDLESS

	}

	TaskRun withReason(String text) {
		return new TaskRun(this.number, this.end, this.exitCode, this.duration, this.log, text);
	}

	boolean isSuccess() {
		return this.end == End.ENDED && this.exitCode == 0;
	}

	boolean isFailure() {
		return this.end == End.ENDED && this.exitCode != 0;
	}

	/** Whether it ended in time, and says why if it failed. */
	boolean isGood() {
		return this.end != End.ENDLESS && !(isFailure() && this.reason.isEmpty());
	}

	@Override
	public String toString() {
		return "run %d: %s".formatted(this.number, switch (this.end) {
			case KILLED -> "killed";
			case ENDLESS -> "did not end";
			case ENDED -> "exit %d after %d s %s".formatted(this.exitCode, this.duration.toSeconds(), this.reason);
		});
	}

}
