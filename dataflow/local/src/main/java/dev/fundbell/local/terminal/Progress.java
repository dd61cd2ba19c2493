package dev.fundbell.local.terminal;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/**
 * Progress display with one line per step. The line begins with the step's name and is
 * completed with its result and its duration. Thread-safe.
 */
public final class Progress {

	private static final String INDENT = "  ";

	private final PrintStream out;

	private boolean inLine;

	public Progress(PrintStream out) {
		this.out = out;
	}

	public synchronized void begin(String step) {
		endLine();
		this.out.printf(Locale.ROOT, INDENT + "%-13s ", step);
		this.out.flush();
		this.inLine = true;
	}

	public synchronized void done(String result, Duration took) {
		this.out.printf(Locale.ROOT, "%-60s %5.1f s%n", result, took.toMillis() / 1000.0);
		this.inLine = false;
	}

	public synchronized void line(String text) {
		endLine();
		this.out.println(text);
	}

	/**
	 * Ends the line of an unfinished step, so that the next text begins in a new line.
	 */
	public synchronized void endLine() {
		if (this.inLine) {
			this.out.println("…");
			this.inLine = false;
		}
	}

}
