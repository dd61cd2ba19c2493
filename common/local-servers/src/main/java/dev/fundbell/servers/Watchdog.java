package dev.fundbell.servers;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;

/**
 * Watchdog that ends a process when this JVM is gone, however it went: {@code kill -9}
 * runs no shutdown hook, and an orphan would keep its port and its data directory. A
 * small shell reads from a pipe that only this JVM holds; the read ends when the JVM
 * does.
 */
public final class Watchdog {

	static final boolean POSIX = File.separatorChar == '/';

	private static final String SCRIPT = """
			trap '' INT HUP
			read -r gone
			kill -TERM "$1" 2>/dev/null || exit 0
			sleep 30
			kill -KILL "$1" 2>/dev/null
			""";

	private Watchdog() {
	}

	public static void watch(ProcessHandle child) {
		if (!POSIX) {
			Runtime.getRuntime().addShutdownHook(new Thread(child::destroyForcibly));
			return;
		}
		try {
			Process shell = new ProcessBuilder(List.of("/bin/sh", "-c", SCRIPT, "watchdog", Long.toString(child.pid())))
				.redirectOutput(Redirect.DISCARD)
				.redirectError(Redirect.DISCARD)
				.start();
			child.onExit().thenRun(shell::destroyForcibly);
		}
		catch (IOException ex) {
			child.destroyForcibly();
			throw new UncheckedIOException(ex);
		}
	}

}
