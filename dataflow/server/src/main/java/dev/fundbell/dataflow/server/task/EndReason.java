package dev.fundbell.dataflow.server.task;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The sentence that the dashboard shows for a run that did not report its own end.
 */
final class EndReason {

	private static final int SIGNAL_BASE = 128;

	private static final int MAX_QUOTE = 500;

	private EndReason() {
	}

	static String of(int exitValue, TaskDirectory directory) {
		String how = (exitValue > SIGNAL_BASE) ? "was killed (signal " + (exitValue - SIGNAL_BASE) + ")"
				: "ended with exit code " + exitValue;
		String quote = lastLine(directory.errors());
		return "The process " + how + " before it reported its end" + (quote.isEmpty() ? "." : ": " + quote);
	}

	private static String lastLine(Path errors) {
		try {
			String text = Files.readString(errors, StandardCharsets.UTF_8).strip();
			String line = text.substring(text.lastIndexOf('\n') + 1);
			return line.substring(0, Math.min(MAX_QUOTE, line.length()));
		}
		catch (IOException ex) {
			return "";
		}
	}

}
