package dev.fundbell.servers;

import java.util.ArrayList;
import java.util.List;

/**
 * Protection of child processes against the terminal's signals. Ctrl-C and a closed
 * terminal signal all processes of the terminal, and not only the program that started
 * the others and wants to stop them in order.
 */
public final class TerminalSignals {

	/**
	 * The shell becomes the program itself, so that the pid is the program's. An ignored
	 * signal stays ignored across exec.
	 */
	private static final List<String> IGNORE = List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh");

	private TerminalSignals() {
	}

	/**
	 * The command line of a program that ignores these signals.
	 * @param command the program and its arguments
	 */
	public static List<String> ignoredBy(List<String> command) {
		List<String> words = new ArrayList<>(Watchdog.POSIX ? IGNORE : List.of());
		words.addAll(command);
		return words;
	}

}
