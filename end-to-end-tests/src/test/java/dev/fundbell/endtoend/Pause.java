package dev.fundbell.endtoend;

import java.io.IOException;

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
	static void during(ChildProcess process, Runnable action) throws IOException, InterruptedException {
		signal(process, "STOP");
		try {
			action.run();
		}
		finally {
			if (process.isAlive()) {
				signal(process, "CONT");
			}
		}
	}

	private static void signal(ChildProcess process, String name) throws IOException, InterruptedException {
		new ProcessBuilder("/bin/sh", "-c", "kill -%s %d".formatted(name, process.pid())).start().waitFor();
	}

}
