package dev.fundbell.benchmarks.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;

import dev.fundbell.servers.ChildCommand;
import dev.fundbell.servers.ChildProcess;
import org.jspecify.annotations.Nullable;

/**
 * Part that is a task: it is launched again and again, as by a schedule, one run after
 * the other. While a run stands still, the next ones take place. Thread-safe.
 */
final class TaskPart implements Part, AutoCloseable {

	private static final Duration LONGEST_RUN = Duration.ofMinutes(4);

	private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

	private final List<TaskRun> runs = new ArrayList<>();

	private final Thread thread = new Thread(this::run, "task-runs");

	private final Disk disk;

	private final BiFunction<Integer, Duration, ChildCommand> commands;

	private final BooleanSupplier publishing;

	private final Random random;

	private volatile boolean ended;

	private volatile Duration clockShift = Duration.ZERO;

	private @Nullable RunningTask current;

	private @Nullable RunningTask paused;

	/**
	 * A task that is not launched.
	 * @param disk the file system of its log and of its temporary files
	 * @param commands makes the command, by the number of the run and the clock's shift
	 * @param publishing whether a run is publishing at this moment
	 * @param random decides at which moments faults hit it
	 */
	TaskPart(Disk disk, BiFunction<Integer, Duration, ChildCommand> commands, BooleanSupplier publishing,
			Random random) {
		this.disk = disk;
		this.commands = commands;
		this.publishing = publishing;
		this.random = random;
		this.thread.setDaemon(true);
	}

	/** Begins to launch it. */
	TaskPart begin() {
		this.thread.start();
		return this;
	}

	/** The runs that have ended so far. */
	synchronized List<TaskRun> runs() {
		return List.copyOf(this.runs);
	}

	@Override
	public String name() {
		return "task";
	}

	@Override
	public Disk disk() {
		return this.disk;
	}

	/** Half of the faults hit it while it publishes, which is a short part of its run. */
	@Override
	public void awaitMoment() {
		if (this.random.nextBoolean()) {
			Waiting.until(LONGEST_WAIT, this.publishing);
		}
	}

	@Override
	public void pause() {
		Waiting.until(LONGEST_WAIT, this::tryToPause);
	}

	/** Makes a run stand still, if there is one at this moment. */
	private synchronized boolean tryToPause() {
		RunningTask run = this.current;
		if (run != null && run.isAlive()) {
			run.pause();
			this.paused = run;
			this.current = null;
		}
		return this.paused != null;
	}

	/** Lets the run go on, and waits for its end. */
	@Override
	public void resume() {
		RunningTask run = takePaused();
		if (run != null) {
			run.resume();
			Waiting.until(LONGEST_RUN, () -> !run.isAlive());
			add(run);
		}
	}

	private synchronized @Nullable RunningTask takePaused() {
		RunningTask run = this.paused;
		this.paused = null;
		return run;
	}

	@Override
	public synchronized void kill() {
		if (this.current != null) {
			this.current.kill();
		}
	}

	/** It is launched all the time. */
	@Override
	public void start() {
	}

	/** Waits until a run that began with that clock has ended. */
	@Override
	public void restart(Duration shift) {
		this.clockShift = shift;
		// One may just be launched with the clock before.
		int enough = runs().size() + 2;
		kill();
		Waiting.until(LONGEST_RUN, () -> runs().size() >= enough);
	}

	private void run() {
		for (int number = 1; !this.ended; number++) {
			RunningTask run = launch(number);
			Waiting.until(LONGEST_RUN, () -> !run.isAlive() || !isCurrent(run));
			end(run);
		}
	}

	private synchronized RunningTask launch(int number) {
		RunningTask run = new RunningTask(number, ChildProcess.start(this.commands.apply(number, this.clockShift)));
		this.current = run;
		return run;
	}

	private synchronized boolean isCurrent(RunningTask run) {
		return this.current == run;
	}

	private synchronized void end(RunningTask run) {
		if (isCurrent(run)) {
			this.current = null;
			add(run);
		}
	}

	private synchronized void add(RunningTask run) {
		this.runs.add(run.end());
	}

	/** Launches no more, and waits for the last run. */
	@Override
	public void close() {
		this.ended = true;
		RunningTask left = takePaused();
		if (left != null) {
			left.kill();
		}
		Waiting.until(LONGEST_RUN, () -> !this.thread.isAlive());
	}

}
