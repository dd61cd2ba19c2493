package dev.fundbell.benchmarks.faults;

import java.time.Duration;

import dev.fundbell.servers.ChildProcess;

/** Run of a task that has been launched. Thread-safe. */
final class RunningTask {

	private final int number;

	private final ChildProcess process;

	private volatile long since = System.nanoTime();

	private volatile boolean killed;

	/**
	 * A run that has just been launched.
	 * @param number counts the runs
	 * @param process its process
	 */
	RunningTask(int number, ChildProcess process) {
		this.number = number;
		this.process = process;
	}

	boolean isAlive() {
		return this.process.isAlive();
	}

	void pause() {
		this.process.pause();
	}

	void resume() {
		this.since = System.nanoTime();
		this.process.resume();
	}

	void kill() {
		if (this.process.isAlive()) {
			this.killed = true;
			this.process.kill();
		}
	}

	/** Returns how it has ended; one that has not is killed. */
	TaskRun end() {
		boolean endless = this.process.isAlive();
		if (endless) {
			this.process.kill();
		}
		TaskRun.End end = endless ? TaskRun.End.ENDLESS : this.killed ? TaskRun.End.KILLED : TaskRun.End.ENDED;
		return new TaskRun(this.number, end, this.process.onExit().join(),
				Duration.ofNanos(System.nanoTime() - this.since), this.process.logFile(), "");
	}

}
