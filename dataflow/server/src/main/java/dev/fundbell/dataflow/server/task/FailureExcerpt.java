package dev.fundbell.dataflow.server.task;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Excerpt of a failed process's log, the line that says why it failed: the last line of
 * its error stream, else Spring Boot's description of a failed start, else the last cause
 * that was logged.
 */
final class FailureExcerpt {

	private static final int READ_BYTES = 64 * 1024;

	private static final int MAX_LENGTH = 500;

	private static final String FAILED_TO_START = "APPLICATION FAILED TO START";

	private static final String CAUSE = "\nCaused by: ";

	private FailureExcerpt() {
	}

	/** Returns the reason on one line, empty if the log names none. */
	static String of(TaskDirectory directory) {
		String error = end(directory.errors());
		if (!error.isEmpty()) {
			return shortened(error.substring(error.lastIndexOf('\n') + 1));
		}
		String output = end(directory.output());
		String description = description(output);
		return shortened(description.isEmpty() ? lastCause(output) : description);
	}

	private static String description(String log) {
		int failure = log.indexOf(FAILED_TO_START);
		return (failure < 0) ? "" : between(log.substring(failure), "Description:", "Action:");
	}

	private static String lastCause(String log) {
		String lines = "\n" + log;
		int cause = lines.lastIndexOf(CAUSE);
		return (cause < 0) ? "" : between(lines.substring(cause), CAUSE, "\n");
	}

	private static String between(String text, String before, String after) {
		int start = text.indexOf(before);
		if (start < 0) {
			return "";
		}
		int end = text.indexOf(after, start + before.length());
		String found = text.substring(start + before.length(), (end < 0) ? text.length() : end);
		return found.strip().replaceAll("\\s+", " ");
	}

	private static String shortened(String line) {
		return line.substring(0, Math.min(MAX_LENGTH, line.length()));
	}

	private static String end(Path path) {
		try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
			file.seek(Math.max(0, file.length() - READ_BYTES));
			byte[] end = new byte[(int) (file.length() - file.getFilePointer())];
			file.readFully(end);
			return new String(end, StandardCharsets.UTF_8).strip();
		}
		catch (IOException ex) {
			return "";
		}
	}

}
