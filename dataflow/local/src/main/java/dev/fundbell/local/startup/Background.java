package dev.fundbell.local.startup;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import dev.fundbell.local.system.InstallationPaths;
import dev.fundbell.servers.JavaProgram;
import dev.fundbell.servers.LocalServerException;
import dev.fundbell.servers.Pause;
import dev.fundbell.servers.TerminalSignals;

/**
 * Launch of the command {@code up} in a process of its own, which outlives this process
 * and its terminal. Its output is shown until the system is ready.
 */
public final class Background {

	private static final Duration POLL = Duration.ofMillis(100);

	private final Class<?> program;

	private final InstallationPaths paths;

	private final PrintStream out;

	/**
	 * @param program the class with the main method of the command line
	 * @param out shows the output of the process
	 */
	public Background(Class<?> program, InstallationPaths paths, PrintStream out) {
		this.program = program;
		this.paths = paths;
		this.out = out;
	}

	/**
	 * Starts the process and waits until the system is ready.
	 * @param arguments the arguments of the process's command line
	 * @return 0 when everything is ready, or the exit code of the process if it ended
	 */
	public int run(List<String> arguments) {
		Path log = this.paths.log("up");
		Process process = start(
				TerminalSignals.ignoredBy(JavaProgram.command(this.program, List.of("-Xmx128m"), arguments)), log);
		Thread stop = new Thread(() -> end(process), "shutdown");
		Runtime.getRuntime().addShutdownHook(stop);
		int exit = follow(process, log);
		Runtime.getRuntime().removeShutdownHook(stop);
		return exit;
	}

	private static Process start(List<String> command, Path log) {
		try {
			Files.createDirectories(log.toAbsolutePath().getParent());
			Files.deleteIfExists(log);
			Process process = new ProcessBuilder(command).redirectErrorStream(true)
				.redirectOutput(log.toFile())
				.start();
			process.getOutputStream().close();
			return process;
		}
		catch (IOException ex) {
			throw new LocalServerException("The background process cannot be started: " + ex.getMessage(), ex);
		}
	}

	// Ctrl-C before everything is ready stops the servers that have started so far.
	private static void end(Process process) {
		process.destroy();
		process.onExit().join();
	}

	private int follow(Process process, Path log) {
		try (InputStream text = Files.newInputStream(log)) {
			while (true) {
				boolean ended = !process.isAlive();
				boolean ready = isReady(process);
				text.transferTo(this.out);
				if (ended || ready) {
					return ready ? 0 : process.exitValue();
				}
				Pause.of(POLL);
			}
		}
		catch (IOException ex) {
			throw new LocalServerException(log + " cannot be read: " + ex.getMessage(), ex);
		}
	}

	private boolean isReady(Process process) {
		return this.paths.ready().running().filter((ready) -> ready.pid() == process.pid()).isPresent();
	}

}
