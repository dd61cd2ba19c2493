package dev.fundbell.benchmarks.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;

import dev.fundbell.servers.ChildCommand;
import dev.fundbell.servers.ChildProcess;
import org.jspecify.annotations.Nullable;

/**
 * Part that is a task: it is launched again and again, as by a schedule, one run after
 * the other. While a run stands still, the next ones take place.
 */
final class TaskPart implements Part, AutoCloseable {

	private static final Duration LONGEST_RUN = Duration.ofMinutes(4);

	private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

	private final List<TaskRun> runs = Collections.synchronizedList(new ArrayList<>());

	private final AtomicBoolean ended = new AtomicBoolean();

	private final Thread thread = new Thread(this::run, "task-runs");

	private final Disk disk;

	private final BiFunction<Integer, Duration, ChildCommand> commands;

	private final BooleanSupplier publishing;

	private final Random random;

	private volatile Duration clockShift = Duration.ZERO;

	private volatile @Nullable Running current;

	private volatile @Nullable Running paused;

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
	List<TaskRun> runs() {
		synchronized (this.runs) {
			return List.copyOf(this.runs);
		}
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
			long deadline = System.nanoTime() + LONGEST_WAIT.toNanos();
			while (!this.publishing.getAsBoolean() && System.nanoTime() < deadline) {
				Waiting.aMoment();
			}
		}
	}

	@Override
	public void pause() {
		Running run = this.current;
		if (run != null) {
			run.process().pause();
			this.paused = run;
			this.current = null;
		}
	}

	@Override
	public void resume() {
		Running run = this.paused;
		if (run != null) {
			this.paused = null;
			run.process().resume();
			long resumed = System.nanoTime();
			Waiting.until(LONGEST_RUN, () -> !run.process().isAlive());
			add(run, resumed);
		}
	}

	@Override
	public void kill() {
		Running run = this.current;
		if (run != null) {
			run.killed().set(true);
			run.process().kill();
		}
	}

	@Override
	public void start() {
		this.clockShift = Duration.ZERO;
	}

	@Override
	public void startShifted(Duration shift) {
		this.clockShift = shift;
	}

	private void run() {
		for (int number = 1; !this.ended.get(); number++) {
			ChildCommand command = this.commands.apply(number, this.clockShift);
			Running run = new Running(number, ChildProcess.start(command), new AtomicBoolean());
			long start = System.nanoTime();
			this.current = run;
			Waiting.until(LONGEST_RUN, () -> !run.process().isAlive() || this.current != run);
			if (this.current == run) {
				add(run, start);
			}
		}
	}

	private void add(Running run, long start) {
		boolean isEndless = run.process().isAlive();
		if (isEndless) {
			run.process().kill();
		}
		TaskRun.End end = isEndless ? TaskRun.End.ENDLESS : run.killed().get() ? TaskRun.End.KILLED : TaskRun.End.ENDED;
		this.runs.add(new TaskRun(run.number(), end, run.process().onExit().join(),
				Duration.ofNanos(System.nanoTime() - start), run.process().logFile()));
	}

	/** Launches no more, and waits for the last run. */
	@Override
	public void close() {
		this.ended.set(true);
		Waiting.until(LONGEST_RUN, () -> !this.thread.isAlive());
	}

	private record Running(int number, ChildProcess process, AtomicBoolean killed) {
	}

}
