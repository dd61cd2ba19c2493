package dev.fundbell.servers;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A program that this JVM runs and that never outlives it. It does not get the terminal's
 * Ctrl-C. So this JVM, which may have started several of them, can end them in order.
 */
public final class ChildProcess {

	private static final Duration POLL = Duration.ofMillis(50);

	private final ChildCommand command;

	private final Process process;

	private final PidFile pidFile;

	private ChildProcess(ChildCommand command, Process process) {
		this.command = command;
		this.process = process;
		this.pidFile = new PidFile(command.pidFile());
	}

	/**
	 * @throws LocalServerException if the program cannot be run, or one that an earlier
	 * JVM started with the same pid file still runs
	 */
	public static ChildProcess start(ChildCommand command) {
		requireNoLeftover(command);
		ChildProcess child = new ChildProcess(command, launch(command));
		Watchdog.watch(child.process.toHandle());
		child.pidFile.write(child.process.toHandle());
		return child;
	}

	private static void requireNoLeftover(ChildCommand command) {
		new PidFile(command.pidFile()).running().ifPresent((process) -> {
			throw new LocalServerException("%s of an earlier run still runs as process %d: end it with `kill %d`"
				.formatted(command.name(), process.pid(), process.pid()));
		});
	}

	private static Process launch(ChildCommand command) {
		ProcessBuilder builder = new ProcessBuilder(TerminalSignals.ignoredBy(command.command()))
			.directory(command.directory().toFile())
			.redirectErrorStream(true)
			.redirectInput(Watchdog.POSIX ? Redirect.from(new File("/dev/null")) : Redirect.PIPE)
			.redirectOutput(Redirect.appendTo(command.logFile().toFile()));
		builder.environment().putAll(command.environment());
		try {
			Files.createDirectories(command.logFile().toAbsolutePath().getParent());
			return builder.start();
		}
		catch (IOException ex) {
			throw new LocalServerException("%s cannot be started: %s".formatted(command.name(), ex.getMessage()), ex);
		}
	}

	public String name() {
		return this.command.name();
	}

	public long pid() {
		return this.process.pid();
	}

	public boolean isAlive() {
		return this.process.isAlive();
	}

	/**
	 * Completes with the exit value.
	 */
	public CompletableFuture<Integer> onExit() {
		return this.process.onExit().thenApply(Process::exitValue);
	}

	/**
	 * The processes that this one has started, and theirs.
	 */
	public List<ProcessHandle> descendants() {
		return this.process.descendants().toList();
	}

	public Path logFile() {
		return this.command.logFile();
	}

	/**
	 * Waits until the child is ready.
	 * @throws LocalServerException if it ends before, or is not ready in time
	 */
	public void await(Duration timeout, BooleanSupplier ready) {
		long deadline = System.nanoTime() + timeout.toNanos();
		while (!ready.getAsBoolean()) {
			if (!this.process.isAlive()) {
				this.pidFile.delete();
				throw new LocalServerException("%s ended with exit code %d while starting: see %s".formatted(name(),
						this.process.exitValue(), logFile()));
			}
			if (System.nanoTime() > deadline) {
				throw new LocalServerException("%s did not answer within %d seconds: see %s".formatted(name(),
						timeout.toSeconds(), logFile()));
			}
			Pause.of(POLL);
		}
	}

	/**
	 * Asks the child to end, and kills it if it has not after {@code grace}.
	 */
	public void stop(Duration grace) {
		this.process.destroy();
		try {
			if (!this.process.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS)) {
				kill();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			kill();
		}
		this.pidFile.delete();
	}

	/**
	 * Ends the child at once, as a power cut would, and returns when it is gone.
	 */
	public void kill() {
		this.process.destroyForcibly();
		this.process.onExit().join();
		this.pidFile.delete();
	}

	/**
	 * Makes the child stand still until it is {@linkplain #resume() resumed}, as a
	 * machine under heavy load or a suspended one does. Only where there are POSIX
	 * signals.
	 */
	public void pause() {
		signal("STOP");
	}

	/** Lets the child go on. */
	public void resume() {
		signal("CONT");
	}

	private void signal(String name) {
		try {
			new ProcessBuilder("/bin/sh", "-c", "kill -%s %d".formatted(name, pid())).start().waitFor();
		}
		catch (IOException ex) {
			throw new LocalServerException("%s cannot be signalled: %s".formatted(name(), ex.getMessage()), ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new LocalServerException("Interrupted", ex);
		}
	}

	@Override
	public String toString() {
		return name() + " (pid " + pid() + ")";
	}

}
