package dev.fundbell.dataflow.server.task;

import dev.fundbell.dataflow.server.execution.ExecutionRef;
import dev.fundbell.dataflow.server.execution.PassingFailure;

/**
 * End of a task's process, as it is recorded for the dashboard if the task did not record
 * it itself.
 *
 * @param exitValue the process's exit value
 * @param batchStatus the status for a job that has not written its own: STOPPED or
 * FAILED, both of which can be restarted
 * @param reason a sentence
 * @param seen whether the exit value is known; otherwise what the task itself has written
 * counts
 */
record ProcessExit(int exitValue, String batchStatus, String reason, boolean seen) {

	private static final int SIGNAL_BASE = 128;

	static ProcessExit of(int exitValue, TaskDirectory directory) {
		if (directory.wasStopped()) {
			return new ProcessExit(exitValue, "STOPPED", TaskEndRecorder.STOPPED, true);
		}
		String how = (exitValue > SIGNAL_BASE) ? "was killed (signal " + (exitValue - SIGNAL_BASE) + ")"
				: "ended with exit code " + exitValue;
		String excerpt = FailureExcerpt.of(directory);
		return new ProcessExit(exitValue, "FAILED",
				"The process " + how + " before it reported its end" + (excerpt.isEmpty() ? "." : ": " + excerpt),
				true);
	}

	/**
	 * Returns the end of a process that could not be started. Where the reason passes, a
	 * schedule launches its run again.
	 */
	static ProcessExit failedLaunch(Exception reason) {
		return PassingFailure.isPassing(reason) ? neverStarted("the launch failed, " + reason.getMessage())
				: new ProcessExit(1, "FAILED", "The launch failed: " + reason.getMessage(), true);
	}

	/**
	 * Returns the end of an execution whose process was never started. A schedule
	 * launches its run again.
	 */
	static ProcessExit neverStarted(String reason) {
		return lost(TaskEndRecorder.NEVER_STARTED + reason);
	}

	/** Returns the end of a process that no server watched. */
	static ProcessExit unseen(TaskDirectory directory) {
		Integer exitValue = directory.exitValue();
		if (exitValue != null || directory.wasStopped()) {
			return of((exitValue != null) ? exitValue : SIGNAL_BASE, directory);
		}
		return lost("The task ended while the Data Flow server was away, and did not report its end.");
	}

	/** Returns the end of an execution of which nothing is known. */
	static ProcessExit lost(String reason) {
		return new ProcessExit(ExecutionRef.LOST, "FAILED", reason, false);
	}

}
