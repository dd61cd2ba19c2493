package dev.fundbell.local;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.fundbell.servers.JavaProgram;
import dev.fundbell.servers.LocalServerException;
import dev.fundbell.servers.Pause;
import dev.fundbell.local.system.Layout;

/**
 * Runs {@code up} in a process of its own, which stays when this one and its terminal are
 * gone, and shows what it prints until it is ready.
 */
final class Background {

	private static final Duration POLL = Duration.ofMillis(100);

	private static final List<String> DEAF_TO_TERMINAL = List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh");

	private final Layout layout;

	private final PrintStream out;

	Background(Layout layout, PrintStream out) {
		this.layout = layout;
		this.out = out;
	}

	/**
	 * @param arguments of the command line, of which those that detach are replaced
	 * @return 0 when everything is ready, or what the process that failed returned
	 */
	int run(List<String> arguments) {
		Path log = this.layout.log("up");
		Process process = start(command(arguments), log);
		Thread stop = new Thread(() -> end(process), "shutdown");
		Runtime.getRuntime().addShutdownHook(stop);
		int exit = follow(process, log);
		Runtime.getRuntime().removeShutdownHook(stop);
		return exit;
	}

	private static List<String> command(List<String> arguments) {
		List<String> command = new ArrayList<>((File.separatorChar == '/') ? DEAF_TO_TERMINAL : List.of());
		command.addAll(JavaProgram.command(Fundbell.class, List.of("-Xmx128m"), arguments));
		return command;
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

	// Ctrl-C before everything is ready stops what has started so far.
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
		return this.layout.ready().running().filter((ready) -> ready.pid() == process.pid()).isPresent();
	}

}
