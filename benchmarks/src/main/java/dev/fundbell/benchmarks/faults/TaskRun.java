package dev.fundbell.benchmarks.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * End of a run of a task.
 *
 * @param number counts the runs
 * @param end how it ended
 * @param exitCode its exit code
 * @param duration how long it ran, without the time in which it stood still
 * @param log its log
 */
record TaskRun(int number, End end, int exitCode, Duration duration, Path log) {

	private static final Pattern SENTENCE = Pattern
		.compile("(?m)The task (?:failed: (.+)|was stopped before it had ended.+)$");

	/** End of a run. */
	enum End {

		/** By itself. */
		ENDED,
		/** A fault has killed it. */
		KILLED,
		/** It did not end within the longest time that a run may take. */
		ENDLESS

	}

	boolean isSuccess() {
		return this.end == End.ENDED && this.exitCode == 0;
	}

	/** The sentence with which its log ends; empty if there is none. */
	String sentence() {
		try {
			String text = new String(Files.readAllBytes(this.log), StandardCharsets.UTF_8);
			return SENTENCE.matcher(text).results().reduce((one, other) -> other).map(TaskRun::text).orElse("");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String text(MatchResult found) {
		return (found.group(1) != null) ? found.group(1) : found.group();
	}

}
