package dev.fundbell.dataflow.server.task;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The line of a failed process's log that says why it failed: the last line of its error
 * stream, else Spring Boot's description of a failed start, else the last cause that was
 * logged.
 */
final class FailureExcerpt {

	private static final int READ_BYTES = 64 * 1024;

	private static final int MAX_LENGTH = 500;

	private static final Pattern FAILED_TO_START = Pattern
		.compile("APPLICATION FAILED TO START.*?Description:(.*?)(?:Action:|\\z)", Pattern.DOTALL);

	private static final Pattern LAST_CAUSE = Pattern.compile(".*^Caused by: (\\V+)",
			Pattern.DOTALL | Pattern.MULTILINE);

	private FailureExcerpt() {
	}

	/** Returns the reason on one line, empty if the log names none. */
	static String of(TaskDirectory directory) {
		String error = end(directory.errors());
		if (!error.isEmpty()) {
			return shortened(error.substring(error.lastIndexOf('\n') + 1));
		}
		String output = end(directory.output());
		String description = find(FAILED_TO_START, output);
		return shortened(description.isEmpty() ? find(LAST_CAUSE, output) : description);
	}

	private static String find(Pattern pattern, String text) {
		Matcher matcher = pattern.matcher(text);
		return matcher.find() ? matcher.group(1).strip().replaceAll("\\s+", " ") : "";
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
