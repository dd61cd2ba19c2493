package dev.fundbell.endtoend;

import dev.fundbell.servers.ChildProcess;

/**
 * Makes a process stand still, as a machine under heavy load does, and so holds another
 * one at the moment at which it waits for this one.
 */
final class Pause {

	private Pause() {
	}

	/**
	 * Runs something while a process stands still. The process may be gone afterwards.
	 */
	static void during(ChildProcess process, Runnable action) {
		process.pause();
		try {
			action.run();
		}
		finally {
			if (process.isAlive()) {
				process.resume();
			}
		}
	}

}
