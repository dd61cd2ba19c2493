package dev.fundbell.dataflow.server.task;

/**
 * How a process ended, for the tables and the dashboard.
 *
 * @param exitValue the process's exit value
 * @param batchStatus the status of a job that has not written its own: STOPPED or FAILED,
 * both can be restarted
 * @param reason a sentence
 * @param seen whether somebody saw the exit value; otherwise what the task itself has
 * written is true
 */
record End(int exitValue, String batchStatus, String reason, boolean seen) {

	private static final int SIGNAL_BASE = 128;

	static End of(int exitValue, TaskDirectory directory) {
		if (directory.wasStopped()) {
			return new End(exitValue, "STOPPED", "The task was stopped on request.", true);
		}
		String how = (exitValue > SIGNAL_BASE) ? "was killed (signal " + (exitValue - SIGNAL_BASE) + ")"
				: "ended with exit code " + exitValue;
		String quote = LastWords.of(directory);
		return new End(exitValue, "FAILED",
				"The process " + how + " before it reported its end" + (quote.isEmpty() ? "." : ": " + quote), true);
	}

	static End neverBegun(Exception reason) {
		return new End(1, "FAILED", "The process could not be started: " + reason.getMessage(), true);
	}

	/**
	 * The end of a launch that waited for its turn when the server ended, and cannot be
	 * made again from what is stored.
	 */
	static End lostTurn() {
		return new End(1, "FAILED",
				"The server ended before this launch had its turn, and does not store the secrets among its properties: launch it again.",
				true);
	}

	/**
	 * The end of a run while no server watched it.
	 */
	static End unseen(TaskDirectory directory) {
		Integer exitValue = directory.exitValue();
		if (exitValue != null || directory.wasStopped()) {
			return of((exitValue != null) ? exitValue : SIGNAL_BASE, directory);
		}
		return new End(1, "FAILED", "The task ended while the Data Flow server was away, and did not report its end.",
				false);
	}

}
