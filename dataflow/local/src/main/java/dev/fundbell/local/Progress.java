package dev.fundbell.local;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/**
 * What whoever waits sees: a line for each step, begun before the step is done and
 * completed with its result and its seconds. Thread-safe.
 */
final class Progress {

	private static final String INDENT = "  ";

	private final PrintStream out;

	private boolean inLine;

	Progress(PrintStream out) {
		this.out = out;
	}

	synchronized void begin(String step) {
		endLine();
		this.out.printf(Locale.ROOT, INDENT + "%-13s ", step);
		this.out.flush();
		this.inLine = true;
	}

	synchronized void done(String result, Duration took) {
		this.out.printf(Locale.ROOT, "%-60s %5.1f s%n", result, took.toMillis() / 1000.0);
		this.inLine = false;
	}

	synchronized void line(String text) {
		endLine();
		this.out.println(text);
	}

	/**
	 * Leaves an unfinished step's line, so that what follows begins in a line of its own.
	 */
	synchronized void endLine() {
		if (this.inLine) {
			this.out.println("…");
			this.inLine = false;
		}
	}

}
